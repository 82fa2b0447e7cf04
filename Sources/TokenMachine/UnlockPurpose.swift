internal import WireProtocol

/// What the person wanted when the token asked for its PIN.
enum UnlockPurpose: Sendable {
  /// A code.
  case code(slot: Int)
  /// An answer to the host's question.
  case challenge(ChallengeRequest)
}
