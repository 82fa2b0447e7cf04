internal import CLinux
public import DeviceModel
import Glibc
public import HostPlatform

/// A hidraw node: input reports as the device sends them, output and feature reports. The kernel's own driver stays, so
/// that a keyboard's keys reach others as well: it is for devices that are no keyboards, or for what a keyboard has
/// besides. It belongs to the loop's thread.
public final class HidrawPort: FeatureReportTransport {
  /// Hardware, or emulated where udev says so.
  public let origin: DeviceOrigin
  /// The bytes of the output and feature reports that the kernel has taken.
  public let ledger = WriteLedger()

  private let node: ReportNode
  private let loop: EventLoop
  private let requests: HidrawRequests

  /// Opens the node at `path`, locked against others who lock (`flock`); nothing is read until `start`.
  public init(path: String, origin: DeviceOrigin, loop: EventLoop) throws(DeviceAccessError) {
    node = try ReportNode(path: path, loop: loop)
    requests = HidrawRequests(loop: loop)
    self.origin = origin
    self.loop = loop
    guard let number = node.number, flock(number, LOCK_EX | LOCK_NB) == 0 else {
      guard errno == EWOULDBLOCK else { throw DeviceAccessError("flock", path, errno) }
      throw .busy(holder: DeviceHolder.find(node.status, except: node.number) ?? "another program")
    }
  }

  deinit { close() }

  /// Begins to read: one report a delivery.
  public func start(onReceive: @escaping (UnsafeRawBufferPointer) -> Void, onClose: @escaping (String) -> Void) {
    node.start(
      onReading: onReceive,
      onClose: { [weak self] cause in
        self?.close()
        onClose(cause)
      })
  }

  /// Writes one output report that has no number.
  public func send(_ bytes: [UInt8]) {
    if ledger.admits() { ledger.record(node.write([0] + bytes) ?? 0) }
  }

  /// Writes a feature report that has no number.
  public func setFeatureReport(_ report: [UInt8], _ done: @escaping (String?) -> Void) {
    guard ledger.admits() else { return loop.atEndOfTurn { done("no driver speaks for the device") } }
    requests.add(node.descriptor, [0] + report, isRead: false) { [weak self] result in
      switch result {
      case .success(let report):
        self?.ledger.record(report.count)
        done(nil)
      case .failure(let failure): done(failure.cause)
      }
    }
  }

  /// Reads a feature report that has no number.
  public func getFeatureReport(length: Int, _ done: @escaping (Result<[UInt8], FeatureReportFailure>) -> Void) {
    requests.add(node.descriptor, [UInt8](repeating: 0, count: length + 1), isRead: true) { result in
      done(result.map { Array($0.dropFirst()) })
    }
  }

  /// Gives the node back.
  public func close() {
    requests.close()
    node.close()
  }
}
