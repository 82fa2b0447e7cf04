internal import CLinux
public import Glibc

/// Signals as something to read (C function: `signalfd`), for programs without an event loop: a wait for a descriptor
/// ends with a signal too, and none is lost between two waits.
public struct SignalDescriptor: ~Copyable {
  private let descriptor: OwnedFileDescriptor

  /// Blocks `signals` for this thread and those it starts, for good; they are delivered here alone.
  public init(_ signals: [CInt]) throws(SystemError) {
    var mask = sigset_t()
    sigemptyset(&mask)
    for signal in signals { sigaddset(&mask, signal) }
    let failure = pthread_sigmask(SIG_BLOCK, &mask, nil)
    if failure != 0 { throw SystemError(call: "pthread_sigmask", code: failure) }
    descriptor = OwnedFileDescriptor(
      adopting: try SystemError.retrying("signalfd") { signalfd(-1, &mask, CInt(SFD_CLOEXEC | SFD_NONBLOCK)) })
  }

  /// The descriptor, lent: readable when a signal has come.
  public var number: CInt { descriptor.rawValue }

  /// The same for `poll`.
  public var pollable: pollfd { pollfd(fd: number, events: Int16(POLLIN), revents: 0) }

  /// Takes the next signal that has come; nil when none has.
  public func next() -> CInt? {
    var info = signalfd_siginfo()
    let size = MemoryLayout<signalfd_siginfo>.size
    return read(number, &info, size) == size ? CInt(info.ssi_signo) : nil
  }
}
