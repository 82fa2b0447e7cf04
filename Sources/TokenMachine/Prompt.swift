internal import Cryptography
internal import WireProtocol

/// What the token is asking its person right now. Keys answer it and do not travel.
enum Prompt: Sendable {
  /// Nothing: keys do what the entry mode says.
  case none
  /// Yes or No to the host's question, Yes with a number where it wants one.
  case confirm(ConfirmRequest, typed: SecretBytes)
  /// Enter to answer the host's OCRA question.
  case challenge(ChallengeRequest)
  /// The PIN, before what it was asked for.
  case unlock(UnlockPurpose, typed: SecretBytes)
  /// Whether the host shows the same number.
  case compare
}
