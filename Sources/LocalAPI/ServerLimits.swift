/// How much of the daemon one client, and all of them, may take up.
struct ServerLimits: Sendable {
  /// The longest request body that is kept, in bytes.
  var body = 64 << 10
  /// The longest request body that is read to its end, so that the refusal is read too. Beyond it the connection ends.
  var drained = 1 << 20
  /// Memory of one connection for headers and for what is being sent, in bytes.
  var memoryPerConnection = 16 << 10
  /// Connections to the Unix socket.
  var unixConnections = 256
  /// Connections to a loopback listener: a browser opens six at most.
  var loopbackConnections = 64
  /// Connections of one user without the operator's role to the Unix socket, so that no user shuts out the others.
  var connectionsPerUser = 32
  /// Bytes that wait for a follower of events who has been given the chance to read them.
  var eventQueue = 64 << 10
  /// Bytes that may gather for a follower within one turn of the loop, before the first chance.
  var eventBurst = 1 << 20
  /// How long a client may take to send a whole request, and how long a connection is kept open for the next one.
  var requestTime: Duration = .seconds(30)
  /// How long a client may take to read an answer, or the part of a stream that waits for it.
  var writeTime: Duration = .seconds(30)
}
