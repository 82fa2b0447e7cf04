internal import CLinux
import Glibc

/// Signals as events of the loop (C function: `signalfd`). Make it before any other thread starts, so that all
/// threads inherit the blocked mask.
public final class SignalSource {
  private let descriptor: OwnedFileDescriptor
  private let handler: (CInt) -> Void
  private var watch: Watch?

  /// Blocks `signals` for the process and calls `handler` on the loop with each that arrives.
  public init(_ signals: [CInt], on loop: EventLoop, handler: @escaping (CInt) -> Void) throws(SystemError) {
    var mask = sigset_t()
    sigemptyset(&mask)
    for signal in signals { sigaddset(&mask, signal) }
    let failure = pthread_sigmask(SIG_BLOCK, &mask, nil)
    if failure != 0 { throw SystemError(call: "pthread_sigmask", code: failure) }
    descriptor = OwnedFileDescriptor(
      adopting: try SystemError.retrying("signalfd") {
        signalfd(-1, &mask, CInt(SFD_CLOEXEC | SFD_NONBLOCK))
      })
    self.handler = handler
    watch = try loop.watch(descriptor.rawValue, for: .readable) { [weak self] _ in self?.receive() }
  }

  deinit { watch?.cancel() }

  /// Makes the process deaf to `signals`, such as `SIGPIPE`: a write to a peer that has gone then fails with `EPIPE`.
  public static func ignore(_ signals: [CInt]) {
    for number in signals { _ = signal(number, SIG_IGN) }
  }

  private func receive() {
    var info = signalfd_siginfo()
    let size = MemoryLayout<signalfd_siginfo>.size
    while Glibc.read(descriptor.rawValue, &info, size) == size { handler(CInt(info.ssi_signo)) }
  }
}
