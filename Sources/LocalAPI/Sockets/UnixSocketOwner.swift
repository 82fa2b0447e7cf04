/// Keeps a Unix socket where only references can be kept, as in an array.
final class UnixSocketOwner {
  private let socket: UnixSocket

  init(_ socket: consuming UnixSocket) { self.socket = socket }
}
