/// Where a login stands; each state has that state's data alone, so that a code is gone when its state is.
enum LoginState: Sendable {
  /// Nothing was asked of the store yet.
  case created(CreatedLogin)
  /// The store looks the account up.
  case findingAccount(FindingAccount)
  /// The account has a token, and a code is awaited.
  case awaitingCode(AwaitingCode)
  /// A whole code is there, and the store counts the try.
  case countingTry(CountingTry)
  /// The code is right, and the store records it as used.
  case accepting(AcceptingCode)
  /// It is over.
  case decided(LoginOutcome)

  /// The monotonic time at which waiting ends.
  var deadline: Duration? {
    switch self {
    case .created, .decided: nil
    case .findingAccount(let state): state.deadline
    case .awaitingCode(let state): state.deadline
    case .countingTry(let state): state.deadline
    case .accepting(let state): state.deadline
    }
  }
}
