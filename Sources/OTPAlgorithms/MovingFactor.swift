/// What makes a token's next code differ from its last.
public enum MovingFactor: Sendable, Hashable {
  /// An event counter (RFC 4226 §5.1).
  case counter
  /// Time in steps of `period` seconds, counted from `epoch` (T0), a Unix time (RFC 6238 §4.1).
  case time(period: UInt64, epoch: UInt64)
}
