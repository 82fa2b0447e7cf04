/// The side that one stands on in a handshake.
public enum SessionRole: Sendable, Equatable {
  /// Sends the first message: the host.
  case initiator
  /// Answers it: the device.
  case responder
}
