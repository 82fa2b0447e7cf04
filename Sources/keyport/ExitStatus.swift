import LocalAPIClient

/// How `keyport` ends. Scripts may build on these numbers.
enum ExitStatus: Equatable {
  /// Done, or accepted.
  case done
  /// The daemon answered no: a login refused or expired, a name taken, no such account.
  case refused
  /// The command line is not understood.
  case usage
  /// The daemon cannot be reached, or cannot answer.
  case unanswered
  /// Ended by this signal, after tidying up.
  case signal(CInt)

  /// What the process exits with.
  var code: CInt {
    switch self {
    case .done: 0
    case .refused: 1
    case .usage: 2
    case .unanswered: 3
    case .signal(let number): 128 + number
    }
  }

  /// The status for a call that has no result: a daemon that declines has answered, one in doubt has not.
  init(_ error: APIClientError) {
    switch error {
    // Words that the daemon cannot take as an account's name, a key or a number are the command line's.
    case .declined(400, _, _): self = .usage
    case .declined(let status, _, _): self = (400...499).contains(status) ? .refused : .unanswered
    case .notText: self = .usage
    case .unreachable, .forbidden, .nonsense, .brokenOff, .timedOut, .stopped: self = .unanswered
    }
  }
}
