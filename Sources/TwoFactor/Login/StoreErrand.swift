/// What a login needs the store for, as an operator reads it when the store fails.
enum StoreErrand: Sendable {
  case findAccount
  case countTry
  case recordCode

  /// Why the login is refused, in one line.
  func reason(_ failure: StoreFailure) -> String { reason("\(failure)") }

  /// Why the login is refused when no answer came in time.
  func reasonForSilence(of limit: Duration) -> String {
    reason("the database did not answer within \(limit.components.seconds) s; look at the disk and at its load")
  }

  /// Why the login is refused when an answer came that is none to what was asked.
  var reasonForNonsense: String { reason("the store gave an answer to another question") }

  private func reason(_ cause: String) -> String {
    let what =
      switch self {
      case .findAccount: "the account could not be looked up"
      case .countTry: "the try could not be counted"
      case .recordCode: "the code could not be recorded as used"
      }
    return "\(what), so the login is refused: \(cause)"
  }
}
