/// How a login ended.
public enum LoginOutcome: Sendable, Equatable {
  /// The code was right and had not been used.
  case accepted
  /// The login is refused.
  case refused(Refusal)
  /// No whole code came in time.
  case expired
  /// Keyport could not decide, and so refuses; the text says what to look at.
  case error(String)

  /// The word that clients see: `accepted`, `refused`, `expired` or `error`.
  public var word: String {
    switch self {
    case .accepted: "accepted"
    case .refused: "refused"
    case .expired: "expired"
    case .error: "error"
    }
  }
}
