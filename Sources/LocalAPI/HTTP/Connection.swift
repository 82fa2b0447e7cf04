import CMicroHTTPD
import Glibc
import HostPlatform

/// A client's connection: who it is, how long it may take, and whether it is still there.
final class Connection {
  /// The socket, which is libmicrohttpd's.
  let descriptor: CInt
  /// What the peer may do.
  let role: Role
  /// The peer's user number on a Unix socket.
  let user: UInt32?
  /// The request being read or answered, if any.
  var exchange: Exchange?

  private let handle: OpaquePointer
  private unowned let listener: Listener
  private var deadline: Timer?
  private var departure: Watch?
  private var isSuspended = false
  /// Whether the client sends nothing more.
  private var isHalfClosed = false
  /// From then on the socket's number may be another's.
  private var isClosed = false
  /// Whether the client has closed its side while it was to wait.
  private(set) var hasLeft = false

  /// How often there was a chance to send what waited.
  var turns: UInt64 { listener.turns }

  /// Whether the server is closing: then nothing may be suspended any more.
  var isEnding: Bool { listener.isEnding }

  init(_ handle: OpaquePointer, descriptor: CInt, role: Role, user: UInt32?, listener: Listener) {
    self.handle = handle
    self.descriptor = descriptor
    self.role = role
    self.user = user
    self.listener = listener
    // libmicrohttpd reads on edges, and misses an end that comes together with the last bytes; and of a suspended
    // connection it sees nothing at all.
    departure = try? listener.loop.watch(descriptor, for: .peerClosed) { [unowned self] _ in self.peerClosed() }
    if departure == nil { abort() }
  }

  /// Takes the connection from libmicrohttpd until `resume`: it neither reads nor writes. A client that has closed its
  /// sending side has left then: there is no telling on TCP whether it closed the other one too.
  func suspend() {
    guard !isSuspended && !isClosed else { return }
    if isHalfClosed {
      hasLeft = true
      return
    }
    isSuspended = true
    setDeadline(nil)
    MHD_suspend_connection(handle)
  }

  /// Gives the connection back to libmicrohttpd, which asks for the answer again before the loop sleeps.
  func resume() {
    guard isSuspended else { return }
    isSuspended = false
    MHD_resume_connection(handle)
    listener.needsRun()
  }

  /// Ends the connection after this long, unless another deadline is set first; nil for no deadline.
  func setDeadline(_ time: Duration?) {
    deadline?.cancel()
    deadline = nil
    guard let time, !isClosed else { return }
    deadline =
      listener.loop.schedule(at: listener.loop.now + time) { [unowned self] in
        self.abort(discarding: !(self.exchange?.isReading ?? true))
      }
  }

  /// Ends the connection as if the client had: libmicrohttpd notices it in its next run.
  /// - Parameter discarding: whether the kernel, too, throws away what the client has not taken.
  func abort(discarding: Bool = false) {
    guard !isClosed else { return }
    if discarding {
      var now = linger(l_onoff: 1, l_linger: 0)
      setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &now, socklen_t(MemoryLayout<linger>.size))
    }
    shutdown(descriptor, CInt(SHUT_RDWR))
    if isSuspended {
      hasLeft = true
      resume()
    }
    listener.needsRun()
  }

  /// Lets go of the socket before libmicrohttpd closes it.
  func closed() {
    isClosed = true
    deadline?.cancel()
    deadline = nil
    departure?.cancel()
    departure = nil
  }

  private func peerClosed() {
    // The condition stands from now on, and would fire for ever.
    departure?.cancel()
    departure = nil
    isHalfClosed = true
    if isSuspended {
      hasLeft = true
      resume()
    } else {
      // A whole request that came before is answered; half of one never becomes whole.
      listener.afterNextRun { [weak self] in
        guard let self, !self.isClosed, self.exchange?.isReading ?? true else { return }
        self.abort()
      }
    }
  }
}
