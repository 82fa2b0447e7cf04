internal import CUSB
public import DeviceModel
import Glibc
public import HostPlatform

/// One HID interface of a USB device, taken from the kernel's driver and given back at the end: interrupt reports come
/// in, output and feature reports go by control transfers, all of it in the event loop. It belongs to the loop's thread.
///
/// While it is open the kernel's keyboard driver does not see the device: nothing typed there reaches anybody else.
public final class USBInterfacePort: FeatureReportTransport {
  /// Hardware, or emulated where udev says so.
  public let origin: DeviceOrigin
  /// The bytes of the reports that the device has taken.
  public let ledger = WriteLedger()

  /// How long the device may take for one request, in milliseconds.
  private static let answerLimit: UInt32 = 1000
  private static let getReport: UInt8 = 0x01
  private static let setReport: UInt8 = 0x09
  private static let setProtocol: UInt8 = 0x0B
  private static let outputReport: UInt16 = 0x0200
  private static let featureReport: UInt16 = 0x0300
  private static let toInterface: UInt8 = 0x21
  private static let fromInterface: UInt8 = 0xA1
  /// A boot keyboard: HID, boot, keyboard.
  private static let bootKeyboard = USBInterface(classCode: 3, subclass: 1, protocolCode: 1)

  private struct Request {
    let setup: USBSetup
    let done: (Result<[UInt8], FeatureReportFailure>) -> Void
  }

  private let path: String
  private let loop: EventLoop
  private var interface: ClaimedInterface?
  private var input: USBTransfer?
  private var control: USBTransfer?
  private var requests: [Request] = []
  private var isBusy = false
  private var onReceive: ((UnsafeRawBufferPointer) -> Void)?
  private var onClose: ((String) -> Void)?

  /// Opens `path`, such as `/dev/bus/usb/001/004`, and takes its interface; nothing is sent or read until `start`.
  /// - Parameter number: `bInterfaceNumber`.
  public init(path: String, interface number: UInt8, origin: DeviceOrigin, loop: EventLoop) throws(DeviceAccessError) {
    interface = try ClaimedInterface(path: path, number: number, loop: loop)
    self.path = path
    self.origin = origin
    self.loop = loop
  }

  deinit { close() }

  /// Begins to read reports.
  public func start(onReceive: @escaping (UnsafeRawBufferPointer) -> Void, onClose: @escaping (String) -> Void) {
    precondition(input == nil, "a USB interface is started once")
    guard let interface else { return }
    self.onReceive = onReceive
    self.onClose = onClose
    input = USBTransfer(interface, capacity: interface.reportSize) { [weak self] in self?.inputCame($0) }
    control = USBTransfer(interface, capacity: USBSetup.length + 4096) { [weak self] in self?.answered($0) }
    readNext()
  }

  /// Tells the keyboard to send boot reports, whatever it sent before, then calls `done`.
  public func whenOpen(_ done: @escaping (DeviceState?) -> Void) {
    guard let interface, interface.description == Self.bootKeyboard else { return done(nil) }
    guard ledger.admits() else { return done(.failed("no driver speaks for the device")) }
    // A device that knows no protocols refuses, and sends what it sends.
    add(USBSetup(Self.toInterface, Self.setProtocol, value: 0, index: interface.number)) { _ in done(nil) }
  }

  /// Writes an output report.
  public func send(_ bytes: [UInt8]) {
    guard let interface, ledger.admits() else { return }
    add(USBSetup(Self.toInterface, Self.setReport, value: Self.outputReport, index: interface.number, data: bytes)) {
      [weak self] result in
      // A keyboard without lights refuses them.
      if case .success = result { self?.ledger.record(bytes.count) }
    }
  }

  /// Writes a feature report.
  public func setFeatureReport(_ report: [UInt8], _ done: @escaping (String?) -> Void) {
    guard let interface else { return }
    guard ledger.admits() else { return loop.atEndOfTurn { done("no driver speaks for the device") } }
    add(USBSetup(Self.toInterface, Self.setReport, value: Self.featureReport, index: interface.number, data: report)) {
      [weak self] result in
      switch result {
      case .success:
        self?.ledger.record(report.count)
        done(nil)
      case .failure(let failure): done(failure.cause)
      }
    }
  }

  /// Reads a feature report.
  public func getFeatureReport(length: Int, _ done: @escaping (Result<[UInt8], FeatureReportFailure>) -> Void) {
    guard let interface else { return }
    add(
      USBSetup(
        Self.fromInterface, Self.getReport, value: Self.featureReport, index: interface.number, wanted: length), done)
  }

  /// Takes back what is under way, gives the interface back to the kernel's driver and closes the node.
  public func close() {
    onReceive = nil
    onClose = nil
    requests = []
    for transfer in [input, control] { transfer?.end() }
    input = nil
    control = nil
    interface?.release()
    interface = nil
  }

  private func readNext() {
    guard let interface, let input else { return }
    do throws(DeviceAccessError) {
      try input.submitInterrupt(endpoint: interface.endpoint)
    } catch {
      end(after: error)
    }
  }

  /// What libusb's callback left is taken at the end of the turn: nothing may be closed within it.
  private func inputCame(_ result: USBTransfer.Ending) {
    switch result {
    case .done(let count):
      input?.withBytes(count) { onReceive?($0) }
      readNext()
    case .gone: end(SerialPort.unplugged)
    case .timedOut, .tooLong: readNext()
    case .refused: end("it refuses to be read: plug it in again")
    case .failed: end(access(path, F_OK) == 0 ? "reading from it failed: plug it in again" : SerialPort.unplugged)
    case .cancelled: break
    }
  }

  private func add(_ setup: USBSetup, _ done: @escaping (Result<[UInt8], FeatureReportFailure>) -> Void) {
    requests.append(Request(setup: setup, done: done))
    if requests.count == 1 { loop.atEndOfTurn { [weak self] in self?.next() } }
  }

  private func next() {
    guard !isBusy, let request = requests.first, let control else { return }
    do throws(DeviceAccessError) {
      isBusy = true
      try control.submitControl(request.setup, limit: Self.answerLimit)
    } catch {
      answer(.failure(FeatureReportFailure("\(error)")))
    }
  }

  private func answered(_ result: USBTransfer.Ending) {
    switch result {
    case .done(let count):
      var bytes: [UInt8] = []
      control?.withBytes(USBSetup.length + count) { bytes = Array($0.dropFirst(USBSetup.length)) }
      answer(.success(bytes))
    case .gone: end(SerialPort.unplugged)
    case .timedOut: answer(.failure(FeatureReportFailure("the device does not answer")))
    case .refused: answer(.failure(FeatureReportFailure("the device refuses it")))
    case .tooLong, .failed: answer(.failure(FeatureReportFailure("the transfer failed")))
    case .cancelled: break
    }
  }

  private func answer(_ result: Result<[UInt8], FeatureReportFailure>) {
    isBusy = false
    guard !requests.isEmpty else { return }
    requests.removeFirst().done(result)
    loop.atEndOfTurn { [weak self] in self?.next() }
  }

  private func end(after error: DeviceAccessError) {
    let cause = if case .absent = error { SerialPort.unplugged } else { "\(error)" }
    loop.atEndOfTurn { [weak self] in self?.end(cause) }
  }

  private func end(_ cause: String) {
    let tell = onClose
    close()
    tell?(cause)
  }
}
