/// What may be shown of an account.
public struct AccountSummary: Sendable, Equatable {
  /// Its name.
  public var name: AccountName
  /// The numbers of digits its tokens' codes have, ascending, each once; empty without a token.
  public var digits: [Int]
  /// How many tokens it has.
  public var tokenCount: Int
  /// When it was created, by the wall clock then.
  public var created: Duration

  /// Makes a summary.
  public init(name: AccountName, digits: [Int], tokenCount: Int, created: Duration) {
    self.name = name
    self.digits = digits
    self.tokenCount = tokenCount
    self.created = created
  }
}
