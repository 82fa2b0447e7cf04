/// One try at an account's code, already counted.
public struct Attempt: Sendable {
  /// The account's tokens with their secrets, oldest first.
  public var tokens: [Token]
  /// How many more codes may be wrong after this one before the account is locked.
  public var triesLeft: Int

  /// Makes an attempt.
  public init(tokens: [Token], triesLeft: Int) {
    self.tokens = tokens
    self.triesLeft = triesLeft
  }
}
