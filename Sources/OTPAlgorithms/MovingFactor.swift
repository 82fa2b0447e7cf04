/// What makes a token's next code differ from its last.
public enum MovingFactor: Sendable, Hashable {
  /// An event counter (RFC 4226 §5.1).
  case counter
  /// Time in steps of `period` seconds, counted from `epoch` (T0), a Unix time (RFC 6238 §4.1).
  case time(period: UInt64, epoch: UInt64)
}

extension MovingFactor {
  /// Returns the time step at `seconds` (RFC 6238 §4.2), which the code is made with in the counter's place.
  /// - Parameter seconds: Unix time.
  /// - Returns: nil for a counter, and for a time before the epoch.
  public func step(atUnixTime seconds: UInt64) -> UInt64? {
    guard case .time(let period, let epoch) = self, period > 0, seconds >= epoch else { return nil }
    return (seconds - epoch) / period
  }
}
