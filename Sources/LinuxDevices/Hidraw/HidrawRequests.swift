internal import CLinux
import DeviceModel
import Glibc
import HostPlatform

/// Feature reports over hidraw, one at a time. The kernel makes the caller wait for the device, up to five seconds: each
/// request has a thread for as long as it takes, which keeps the descriptor, so that the node may be closed meanwhile.
final class HidrawRequests {
  private struct Request {
    let node: NodeDescriptor?
    let report: [UInt8]
    let isRead: Bool
    let done: (Result<[UInt8], FeatureReportFailure>) -> Void
  }

  /// What the thread works on; handed over and back, never shared.
  private final class Work: @unchecked Sendable {
    var node: NodeDescriptor?
    var report: [UInt8]
    let isRead: Bool
    var failure: CInt = 0
    let loop: EventLoop
    let finished: () -> Void

    init(_ node: NodeDescriptor, _ report: [UInt8], isRead: Bool, loop: EventLoop, finished: @escaping () -> Void) {
      self.node = node
      self.report = report
      self.isRead = isRead
      self.loop = loop
      self.finished = finished
    }

    func run() {
      let isRead = isRead
      let number = node?.descriptor.rawValue ?? -1
      let count = report.withUnsafeMutableBufferPointer { report in
        isRead
          ? keyport_hidraw_get_feature(number, report.baseAddress, CInt(report.count))
          : keyport_hidraw_set_feature(number, report.baseAddress, CInt(report.count))
      }
      if count < 0 { failure = errno } else if isRead { report.removeLast(max(0, report.count - Int(count))) }
      node = nil
      loop.perform { self.finished() }
    }
  }

  private let loop: EventLoop
  private var waiting: [Request] = []
  private var isBusy = false

  init(loop: EventLoop) { self.loop = loop }

  /// Carries out a request on `node` after those before; `done` is not called within this call, nor after `close`.
  func add(
    _ node: NodeDescriptor?, _ report: [UInt8], isRead: Bool,
    _ done: @escaping (Result<[UInt8], FeatureReportFailure>) -> Void
  ) {
    waiting.append(Request(node: node, report: report, isRead: isRead, done: done))
    if waiting.count == 1, !isBusy { loop.atEndOfTurn { [weak self] in self?.next() } }
  }

  /// Forgets what waits; a request under way ends by itself.
  func close() { waiting = [] }

  private func next() {
    guard !isBusy, let request = waiting.first else { return }
    guard let node = request.node else {
      waiting.removeFirst()
      request.done(.failure(FeatureReportFailure("the device is closed")))
      return next()
    }
    isBusy = true
    var work: Work?
    work = Work(node, request.report, isRead: request.isRead, loop: loop) { [weak self] in
      defer { work = nil }
      guard let self, let work else { return }
      self.isBusy = false
      guard !self.waiting.isEmpty else { return }
      self.waiting.removeFirst()
      request.done(
        work.failure == 0
          ? .success(work.report)
          : .failure(
            FeatureReportFailure(SystemError(call: "ioctl", subject: "hidraw", code: work.failure).description)))
      self.next()
    }
    guard let work else { return }
    let handed = Unmanaged.passRetained(work)
    var thread = pthread_t()
    let failure = pthread_create(
      &thread, nil,
      { pointer in
        guard let pointer else { return nil }
        Unmanaged<Work>.fromOpaque(pointer).takeRetainedValue().run()
        return nil
      }, handed.toOpaque())
    if failure != 0 {
      handed.release()
      work.failure = failure
      loop.atEndOfTurn { work.finished() }
    } else {
      pthread_detach(thread)
    }
  }
}
