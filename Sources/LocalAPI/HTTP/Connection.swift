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
  /// From then on the socket's number may be another's.
  private var isClosed = false
  /// Whether the client has closed its side while it was to wait.
  private(set) var hasLeft = false

  init(_ handle: OpaquePointer, descriptor: CInt, role: Role, user: UInt32?, listener: Listener) {
    self.handle = handle
    self.descriptor = descriptor
    self.role = role
    self.user = user
    self.listener = listener
  }

  /// Takes the connection from libmicrohttpd until `resume`: it neither reads nor writes nor notices its client
  /// leaving, so that this is watched for here. A client that closes its sending side alone has left too: there is no
  /// telling the two apart on TCP.
  func suspend() {
    guard !isSuspended && !isClosed else { return }
    isSuspended = true
    setDeadline(nil)
    MHD_suspend_connection(handle)
    if departure == nil && !hasLeft {
      do {
        departure = try listener.loop.watch(descriptor, for: .peerClosed) { [unowned self] _ in self.peerLeft() }
      } catch {
        // Without the watch nobody would notice; the client has to come again.
        hasLeft = true
        resume()
      }
    }
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
      listener.loop.schedule(at: listener.loop.now + time) { [unowned self] in self.abort() }
  }

  /// Ends the connection as if the client had: libmicrohttpd notices it in its next run.
  func abort() {
    guard !isClosed else { return }
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

  private func peerLeft() {
    // The condition stands from now on, and would fire for ever.
    departure?.cancel()
    departure = nil
    guard !hasLeft else { return }
    hasLeft = true
    resume()
  }
}
