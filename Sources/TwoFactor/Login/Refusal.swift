/// Why a login was refused.
public enum Refusal: Sendable, Equatable {
  /// The code is not one the account's tokens show now.
  case wrongCode(triesLeft: Int)
  /// The code is right, and was used before.
  case usedCode(triesLeft: Int)
  /// Too many wrong codes in a row; the account is locked for this much longer.
  case locked(for: Duration)
  /// There is no such account.
  case noAccount
  /// The account has no token yet.
  case noToken
  /// What the device gave is of a kind of token that no account has; no try was counted, since nothing was compared.
  case noSuchToken
  /// The code came from an emulated token, and the daemon is not in lab mode.
  case emulated
  /// The clock stands before the time at which the token was last used.
  case clockSteppedBack
  /// The person or the client gave up.
  case cancelled

  /// The word that clients see and the record keeps, such as `wrong_code`.
  public var word: String {
    switch self {
    case .wrongCode: "wrong_code"
    case .usedCode: "used_code"
    case .locked: "locked"
    case .noAccount: "no_account"
    case .noToken: "no_token"
    case .noSuchToken: "no_such_token"
    case .emulated: "emulated_token"
    case .clockSteppedBack: "clock_stepped_back"
    case .cancelled: "cancelled"
    }
  }
}
