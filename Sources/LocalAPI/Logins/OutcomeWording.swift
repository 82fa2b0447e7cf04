import TwoFactor

/// What people are told of a login's end: what happened, why, and what to do next. The one place for these words, which
/// the API's `message`, the pages and through them the client show. No account's name is in them, as they are also
/// shown to those who may not know it.
enum OutcomeWording {
  /// Two or three words, for a heading.
  static func heading(for outcome: LoginOutcome) -> String {
    switch outcome {
    case .accepted: "Welcome"
    case .refused(.cancelled): "Login cancelled"
    case .refused: "Login refused"
    case .expired: "Too late"
    case .error: "Out of order"
    }
  }

  /// One or two sentences.
  static func sentence(for outcome: LoginOutcome) -> String {
    switch outcome {
    case .accepted: "The code was right: you are logged in."
    case .refused(let refusal): sentence(for: refusal)
    case .expired: "No whole code came in time. Start again, and type the code before the time is over."
    case .error(let cause): "Keyport could not decide, and so lets nobody in: \(cause). Tell the operator."
    }
  }

  private static func sentence(for refusal: Refusal) -> String {
    switch refusal {
    case .wrongCode(let tries):
      "The code is wrong. \(left(tries)) Wait for the next code, and check that it is this account's token."
    case .usedCode(let tries):
      "This code has been used before; each is good for one login. \(left(tries)) Wait for the next code."
    case .locked(let time): "Too many wrong codes: the account is locked for \(words(for: time)). Try again then."
    case .noAccount: "There is no such account. Check how the name is written."
    case .noToken: "The account has no token yet. Ask the operator to register one."
    case .noSuchToken:
      "This account has no such token: the key typed a Yubico OTP, which is no code. Touch the slot that is set up for "
        + "OATH-HOTP, or ask the operator."
    case .emulated:
      "The code came from an emulated token, which is let in only in lab mode. Use a real token, or ask the operator."
    case .clockSteppedBack:
      "This machine's clock stands before the time at which the token was last used. Ask the operator to set the clock."
    case .cancelled: "The login was cancelled. Start again when you are ready."
    }
  }

  private static func left(_ tries: Int) -> String {
    switch tries {
    case ...0: "The account is locked now."
    case 1: "1 try is left."
    default: "\(tries) tries are left."
    }
  }

  private static func words(for time: Duration) -> String {
    let seconds = time.wholeSeconds
    if seconds < 120 { return seconds == 1 ? "1 second" : "\(seconds) seconds" }
    return "\((seconds + 59) / 60) minutes"
  }
}

extension Duration {
  /// Seconds, rounded up, so that nobody comes back too early.
  var wholeSeconds: Int64 { components.seconds + (components.attoseconds > 0 ? 1 : 0) }
}
