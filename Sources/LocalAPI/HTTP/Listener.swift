import CLinux
import CMicroHTTPD
import Cryptography
import Glibc
import HostPlatform

/// One libmicrohttpd daemon on one listening socket, driven by the event loop: it has no thread and no timeouts of its
/// own. It is run whenever its epoll descriptor is readable or a connection was given back to it.
final class Listener {
  let loop: EventLoop
  let door: Door
  let server: HTTPServer
  private var daemon: OpaquePointer?
  private var watch: Watch?
  private var connections: [ObjectIdentifier: Connection] = [:]
  /// Whether it is closing: libmicrohttpd aborts the process if a connection is still suspended at its end.
  private(set) var isEnding = false
  /// How often libmicrohttpd has had its turn: with each, every connection had the chance to send what waited for it.
  private(set) var turns: UInt64 = 0
  private var runIsDue = false
  private var isRunning = false
  private var hasClosedConnections = false

  /// How often libmicrohttpd is run before the loop's other work gets its turn.
  private static let mostRuns = 64

  /// Takes over a socket that listens; it is closed with the daemon.
  init(_ socket: CInt, door: Door, mostConnections: Int, server: HTTPServer, loop: EventLoop) throws(ListenError) {
    self.door = door
    self.server = server
    self.loop = loop
    let copy: CInt
    do {
      copy = try SystemError.retrying("fcntl") { fcntl(socket, F_DUPFD_CLOEXEC, 0) }
    } catch {
      throw .system(error)
    }
    // libmicrohttpd closes the socket it is given, and what it does with it on failure differs by the failure.
    let daemon = keyport_http_start(
      copy, UInt32(mostConnections), server.limits.memoryPerConnection, answerRequest, requestCompleted,
      connectionChanged, Unmanaged.passUnretained(self).toOpaque())
    guard let daemon else { throw .server }
    self.daemon = daemon
    do {
      watch = try loop.watch(keyport_http_epoll(daemon), for: .readable) { [unowned self] _ in self.run() }
    } catch {
      MHD_stop_daemon(daemon)
      throw .system(error)
    }
  }

  /// Has libmicrohttpd run before the loop sleeps.
  func needsRun() {
    guard !runIsDue else { return }
    runIsDue = true
    loop.atEndOfTurn { [weak self] in self?.runIfDue() }
  }

  /// Runs libmicrohttpd before the loop sleeps, and then `body`.
  func afterNextRun(_ body: @escaping () -> Void) {
    loop.atEndOfTurn { [weak self] in
      self?.run()
      body()
    }
  }

  /// Answers what waits, gives back every suspended connection, and ends all of them.
  func close() {
    guard let daemon else { return }
    if isRunning {
      // Asked for by a request: its answer, at least, is let out.
      loop.atEndOfTurn { self.close() }
      return
    }
    watch?.cancel()
    isEnding = true
    for connection in connections.values { connection.exchange?.stop() }
    for connection in connections.values { connection.resume() }
    run()
    self.daemon = nil
    MHD_stop_daemon(daemon)
  }

  private func runIfDue() { if runIsDue { run() } }

  private func run() {
    guard let daemon, !isRunning else { return }
    isRunning = true
    defer {
      isRunning = false
      runIsDue = false
      turns += 1
    }
    for _ in 0..<Self.mostRuns {
      hasClosedConnections = false
      MHD_run(daemon)
      // A run that closed connections is followed by another, in which the socket is listened on again if their
      // number had reached its limit.
      var timeout: UInt64 = 0
      let isPending = MHD_get_timeout(daemon, &timeout) == .YES && timeout == 0
      if !isPending && !hasClosedConnections { return }
    }
    runNextTurn()
  }

  private func runNextTurn() {
    // `perform` is the one way to come back only after the descriptors' turn; it runs on this same thread.
    nonisolated(unsafe) weak let listener = self
    loop.perform { listener?.run() }
  }

  // MARK: libmicrohttpd's callbacks

  fileprivate func connected(_ handle: OpaquePointer) -> Connection {
    let descriptor = keyport_http_socket(handle)
    var user: UInt32?
    if case .unix = door {
      var peer = keyport_peer()
      // Who cannot be told has no rights.
      user = keyport_peer_credentials(descriptor, &peer) == 0 ? peer.uid : .max
    }
    let connection = Connection(
      handle, descriptor: descriptor, role: server.role(of: user), user: user, listener: self)
    connections[ObjectIdentifier(connection)] = connection
    connection.setDeadline(server.limits.requestTime)
    if !server.admit(connection) { connection.abort() }
    return connection
  }

  fileprivate func closed(_ connection: Connection) {
    connection.closed()
    connections[ObjectIdentifier(connection)] = nil
    server.dismiss(connection)
    hasClosedConnections = true
  }
}

/// `MHD_AccessHandlerCallback`: called with a request's head, with each part of its body, when it is whole, and again
/// after each resume until an answer is queued.
private func answerRequest(
  listener: UnsafeMutableRawPointer?, handle: OpaquePointer?, path: UnsafePointer<CChar>?,
  method: UnsafePointer<CChar>?, version: UnsafePointer<CChar>?, upload: UnsafePointer<CChar>?,
  uploadSize: UnsafeMutablePointer<Int>?, context: UnsafeMutablePointer<UnsafeMutableRawPointer?>?
) -> MHD_Result {
  guard let listener, let handle, let path, let method, let uploadSize, let context,
    let socketContext = keyport_http_context(handle)
  else { return .NO }
  let listening = Unmanaged<Listener>.fromOpaque(listener).takeUnretainedValue()
  let connection = Unmanaged<Connection>.fromOpaque(socketContext).takeUnretainedValue()
  guard let request = context.pointee else {
    let head = Request(handle, method: String(cString: method), path: String(cString: path))
    let exchange = Exchange(head, connection, door: listening.door, server: listening.server)
    connection.exchange = exchange
    context.pointee = Unmanaged.passRetained(exchange).toOpaque()
    if exchange.isRefusedAtOnce { return exchange.proceed(on: handle) ? .YES : .NO }
    return .YES
  }
  let exchange = Unmanaged<Exchange>.fromOpaque(request).takeUnretainedValue()
  if uploadSize.pointee > 0, let upload {
    let bytes = UnsafeMutableRawBufferPointer(
      start: UnsafeMutableRawPointer(mutating: upload), count: uploadSize.pointee)
    let goesOn = exchange.receive(UnsafeRawBufferPointer(bytes))
    // libmicrohttpd is done with these bytes of its buffer and would leave them there.
    erase(bytes)
    uploadSize.pointee = 0
    return goesOn ? .YES : .NO
  }
  return exchange.proceed(on: handle) ? .YES : .NO
}

/// `MHD_RequestCompletedCallback`: called once for each request, however it ended.
private func requestCompleted(
  listener: UnsafeMutableRawPointer?, handle: OpaquePointer?, context: UnsafeMutablePointer<UnsafeMutableRawPointer?>?,
  reason: MHD_RequestTerminationCode
) {
  guard let listener, let context, let request = context.pointee else { return }
  context.pointee = nil
  let exchange = Unmanaged<Exchange>.fromOpaque(request).takeRetainedValue()
  let limits = Unmanaged<Listener>.fromOpaque(listener).takeUnretainedValue().server.limits
  exchange.connection.exchange = nil
  exchange.ended()
  // The time for the connection's next request.
  exchange.connection.setDeadline(limits.requestTime)
}

/// `MHD_NotifyConnectionCallback`: called when a connection starts, and before its socket is closed.
private func connectionChanged(
  listener: UnsafeMutableRawPointer?, handle: OpaquePointer?, context: UnsafeMutablePointer<UnsafeMutableRawPointer?>?,
  change: MHD_ConnectionNotificationCode
) {
  guard let listener, let handle, let context else { return }
  let listening = Unmanaged<Listener>.fromOpaque(listener).takeUnretainedValue()
  if change == .CONNECTION_NOTIFY_STARTED {
    context.pointee = Unmanaged.passRetained(listening.connected(handle)).toOpaque()
  } else if let connection = context.pointee {
    context.pointee = nil
    listening.closed(Unmanaged<Connection>.fromOpaque(connection).takeRetainedValue())
  }
}
