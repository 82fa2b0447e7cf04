internal import CLinux
import Glibc

/// Signals as events of the loop (C function: `signalfd`). Make it before any other thread starts, so that all
/// threads inherit the blocked mask.
public final class SignalSource {
  private let descriptor: OwnedFileDescriptor
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
    let number = descriptor.rawValue
    watch = try loop.watch(number, for: .readable) { _ in
      var info = signalfd_siginfo()
      while Glibc.read(number, &info, MemoryLayout<signalfd_siginfo>.size) == MemoryLayout<signalfd_siginfo>.size {
        handler(CInt(info.ssi_signo))
      }
    }
  }

  deinit { watch?.cancel() }
}
