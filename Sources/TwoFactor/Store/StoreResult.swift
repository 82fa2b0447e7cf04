public import Cryptography

/// What the store answers.
public enum StoreResult: Sendable {
  /// It is done, durably.
  case done
  /// The accounts, by name.
  case accounts([AccountSummary])
  /// One account.
  case account(AccountSummary)
  /// The token just registered.
  case token(TokenSummary)
  /// An account's tokens, oldest first.
  case tokens([TokenSummary])
  /// One try is spent; these are the tokens it may be for.
  case attempt(Attempt)
  /// The account's tries are used up until this wall-clock time.
  case locked(until: Duration)
  /// Whether the code was accepted, or had been used before.
  case accepted(Bool)
  /// An emulated device's memory.
  case memory(SecretBytes?)
  /// This host's secret, and the devices that it is paired with, the latest first.
  case host(secret: SecretBytes?, paired: [PairedDevice])
}
