public import TwoFactor

/// Where a login stands. In JSON: `login`, `account`, `seat`, `state` (`waiting` or the outcome's word), and once it is
/// decided `outcome`, `reason`, `message`, `tries_left`, `retry_after` (seconds), each null where it does not apply.
public struct LoginReport: Sendable, Equatable {
  /// Its name.
  public var id: LoginID
  /// Who wants in.
  public var account: AccountName
  /// The seat it waits at; nil for a code typed in the client.
  public var seat: String?
  /// How it ended; nil while it waits.
  public var outcome: LoginOutcome?

  /// Makes a report.
  public init(id: LoginID, account: AccountName, seat: String?, outcome: LoginOutcome?) {
    self.id = id
    self.account = account
    self.seat = seat
    self.outcome = outcome
  }
}
