import Glibc
public import HostPlatform

/// The API and the pages over HTTP, on a Unix socket and on loopback. It lives on the loop's thread.
///
/// On the Unix socket the kernel says who is there: root, the daemon's own user and the operators get the role
/// `operator`, everyone else who may open the socket `kiosk`. A loopback port is open to every program of the machine,
/// and its role is always `kiosk`.
public final class HTTPServer {
  let handler: APIHandler
  let limits: ServerLimits
  let events = EventHub()

  private let loop: EventLoop
  private let operators: Set<UInt32>
  private let log: Log
  private var listeners: [Listener] = []
  private var unixSockets: [UnixSocketOwner] = []
  private var connectionsOfUser: [UInt32: Int] = [:]

  /// Makes a server that listens nowhere yet.
  /// - Parameter operators: user numbers that get the role `operator` on the Unix socket, beside root and the
  ///   daemon's own user.
  public convenience init(loop: EventLoop, handler: APIHandler, operators: Set<UInt32>, log: Log) {
    self.init(loop: loop, handler: handler, operators: operators, log: log, limits: ServerLimits())
  }

  init(loop: EventLoop, handler: APIHandler, operators: Set<UInt32>, log: Log, limits: ServerLimits) {
    self.loop = loop
    self.handler = handler
    self.operators = operators.union([0, getuid()])
    self.log = log
    self.limits = limits
  }

  /// Listens on a Unix socket with the mode 0660, in the place of one that a dead daemon left.
  /// - Throws: `ListenError.inUse` if a daemon answers there.
  public func listen(unix path: String) throws(ListenError) {
    let socket = try UnixSocket.listen(path: path)
    listeners.append(
      try Listener(
        socket.descriptor.rawValue, door: .unix, mostConnections: limits.unixConnections, server: self, loop: loop))
    unixSockets.append(UnixSocketOwner(socket))
    log(.info, "listening", ["socket": path])
  }

  /// Listens on a loopback address: `127.0.0.1`, `::1` or `[::1]`.
  /// - Returns: the port, chosen by the kernel if `port` is 0.
  public func listen(loopback address: String, port: UInt16) throws(ListenError) -> UInt16 {
    let socket = try LoopbackSocket.listen(address: address, port: port)
    listeners.append(
      try Listener(
        socket.descriptor.rawValue, door: .loopback(port: socket.port), mostConnections: limits.loopbackConnections,
        server: self, loop: loop))
    log(.info, "listening", ["address": address, "port": String(socket.port)])
    return socket.port
  }

  /// Sends an event to everyone who follows the event stream.
  public func publish(_ event: APIEvent) { events.publish(event) }

  /// Ends all connections and listeners, after what was answered by now has been sent as far as clients take it.
  /// Logins that somebody still follows are abandoned.
  public func close() {
    for listener in listeners { listener.close() }
    listeners = []
    unixSockets = []
  }

  /// What a peer may do: by its user number on the Unix socket, nil on loopback.
  func role(of user: UInt32?) -> Role {
    guard let user else { return .kiosk }
    return operators.contains(user) ? .operator : .kiosk
  }

  /// Counts a connection; false when its user has too many.
  func admit(_ connection: Connection) -> Bool {
    guard let user = connection.user, connection.role == .kiosk else { return true }
    let count = connectionsOfUser[user, default: 0] + 1
    connectionsOfUser[user] = count
    if count == limits.connectionsPerUser + 1 {
      log(
        .notice, "a user has too many connections", ["uid": String(user), "limit": String(limits.connectionsPerUser)])
    }
    return count <= limits.connectionsPerUser
  }

  /// Counts a connection's end.
  func dismiss(_ connection: Connection) {
    guard let user = connection.user, let count = connectionsOfUser[user] else { return }
    connectionsOfUser[user] = count > 1 ? count - 1 : nil
  }
}
