/// What became of a message to the device (REQ-ACK-006).
public enum Delivery: Sendable, Hashable {
  /// The device took it.
  case delivered
  /// No acknowledgement came; the next hello will tell.
  case unknown
  /// The device never took it, and never will.
  case notDelivered
  /// No acknowledgement came, and the device has started anew since: only a look at what the message should have changed
  /// tells.
  case forgotten
}
