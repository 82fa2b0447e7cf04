import Foundation
import HostPlatform

/// An event loop on a thread of its own, as the daemon has it; stopped and joined at the end of a test.
final class LoopThread: @unchecked Sendable {
  let loop: EventLoop
  private let ended = DispatchSemaphore(value: 0)
  private var failure: (any Error)?

  init() throws { loop = try EventLoop() }

  func start() {
    let thread = Thread { [self] in
      do { try loop.run() } catch { failure = error }
      ended.signal()
    }
    thread.start()
  }

  /// Runs `body` on the loop's thread and waits for it.
  func sync(_ body: @escaping @Sendable () -> Void) {
    let done = DispatchSemaphore(value: 0)
    loop.perform {
      body()
      done.signal()
    }
    done.wait()
  }

  func stop() throws {
    loop.stop()
    ended.wait()
    if let failure { throw failure }
  }
}
