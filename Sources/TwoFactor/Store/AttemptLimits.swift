/// How many wrong codes in a row an account bears, and for how long it is locked after them (NIST SP 800-63B §5.2.2
/// allows at most 100).
public struct AttemptLimits: Sendable, Equatable {
  /// Wrong codes in a row until the account is locked, at least 1.
  public var tries: Int
  /// How long a locked account refuses everything; one more try is then given, and each further failure locks again.
  public var lockout: Duration

  /// Makes limits; 10 tries and 15 minutes unless told otherwise.
  public init(tries: Int = 10, lockout: Duration = .seconds(900)) {
    precondition(tries >= 1 && lockout > .zero)
    self.tries = tries
    self.lockout = lockout
  }
}
