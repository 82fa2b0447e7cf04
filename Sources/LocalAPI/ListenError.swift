public import HostPlatform

/// Why the server cannot listen.
public enum ListenError: Error, Equatable, CustomStringConvertible {
  /// Another daemon answers on this Unix socket.
  case inUse(path: String)
  /// Something that is no socket stands at the path.
  case notASocket(path: String)
  /// The path does not fit into a socket's address (107 bytes).
  case pathTooLong(path: String)
  /// Only 127.0.0.1 and ::1 are listened on: nothing here is encrypted.
  case notLoopback(address: String)
  /// The kernel refused.
  case system(SystemError)
  /// libmicrohttpd did not start.
  case server

  /// One line: what happened and what to do.
  public var description: String {
    switch self {
    case .inUse(let path):
      "another daemon answers on \(path); stop it, or choose another socket with --socket"
    case .notASocket(let path):
      "\(path) exists and is no socket; remove it, or choose another path with --socket"
    case .pathTooLong(let path):
      "\(path) is too long for a socket's address, which holds 107 bytes; choose a shorter path with --socket"
    case .notLoopback(let address):
      "\(address) is no loopback address; listen on 127.0.0.1 or [::1], since nothing here is encrypted"
    case .system(let error):
      "cannot listen: \(error)"
    case .server:
      "cannot listen: the HTTP library did not start; is the limit on open files reached?"
    }
  }
}
