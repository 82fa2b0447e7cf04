/// What is kept of a decision: who, where, how it ended and why; never the code.
public struct LoginRecord: Sendable, Equatable {
  /// The account that was asked for; it need not exist.
  public var account: AccountName
  /// The seat, for codes from a device.
  public var seat: String?
  /// Where the code came from; nil when none came.
  public var origin: CodeOrigin?
  /// How it ended.
  public var outcome: LoginOutcome
  /// When, by the wall clock.
  public var at: Duration

  /// Makes a record.
  public init(account: AccountName, seat: String?, origin: CodeOrigin?, outcome: LoginOutcome, at: Duration) {
    self.account = account
    self.seat = seat
    self.origin = origin
    self.outcome = outcome
    self.at = at
  }
}
