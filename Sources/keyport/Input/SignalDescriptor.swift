import CLinux
import Glibc
import HostPlatform

/// Signals as something to read (C function: `signalfd`), so that a wait for the daemon ends with them.
struct SignalDescriptor: ~Copyable {
  private let descriptor: OwnedFileDescriptor

  /// Blocks `signals` from now on; they are delivered here alone.
  init(_ signals: [CInt]) throws(SystemError) {
    var mask = sigset_t()
    sigemptyset(&mask)
    for signal in signals { sigaddset(&mask, signal) }
    sigprocmask(SIG_BLOCK, &mask, nil)
    descriptor = OwnedFileDescriptor(
      adopting: try SystemError.retrying("signalfd") { signalfd(-1, &mask, CInt(SFD_CLOEXEC | SFD_NONBLOCK)) })
  }

  /// What becomes readable when a signal has come.
  var number: CInt { descriptor.rawValue }

  /// The same for `poll`.
  var pollable: pollfd { pollfd(fd: number, events: Int16(POLLIN), revents: 0) }

  /// The next signal that has come; nil when none has.
  func next() -> CInt? {
    var info = signalfd_siginfo()
    let size = MemoryLayout<signalfd_siginfo>.size
    return read(number, &info, size) == size ? CInt(info.ssi_signo) : nil
  }
}
