/// The rules a login is decided by.
public struct LoginPolicy: Sendable, Equatable {
  /// How long a login waits for a whole code.
  public var timeout: Duration
  /// Time steps accepted on either side of the present one (RFC 6238 §5.2).
  public var window: UInt64
  /// Counters tried ahead of the expected one (RFC 4226 §7.4).
  public var lookAhead: UInt64
  /// Wrong codes in a row, and the lock after them.
  public var limits: AttemptLimits
  /// Whether emulated tokens are let in: lab mode.
  public var admitsEmulated: Bool

  /// Makes a policy; the defaults are 60 s, ±1 step, 10 counters, 10 tries, no emulated tokens.
  public init(
    timeout: Duration = .seconds(60), window: UInt64 = 1, lookAhead: UInt64 = 10,
    limits: AttemptLimits = AttemptLimits(),
    admitsEmulated: Bool = false
  ) {
    self.timeout = timeout
    self.window = window
    self.lookAhead = lookAhead
    self.limits = limits
    self.admitsEmulated = admitsEmulated
  }
}
