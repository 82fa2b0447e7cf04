import Glibc
public import HostPlatform

/// Why a call has no result. Every description says what happened, why, and what to do next.
public enum APIClientError: Error, Sendable, Equatable, CustomStringConvertible {
  /// Nobody listens at `path`; the kernel's error tells whether there is a socket at all.
  case unreachable(path: String, SystemError)
  /// This user may not open the socket at `path`; the text says whose it is.
  case forbidden(path: String, String)
  /// The daemon declined: the HTTP status, a word for programs, and words for people.
  case declined(status: Int, code: String, message: String)
  /// What answered does not speak this API; the text says what was wrong with the answer.
  case nonsense(String)
  /// The daemon left in mid-answer; the text says when.
  case brokenOff(String)
  /// No answer came within this many seconds.
  case timedOut(seconds: Int)
  /// The text named cannot be sent, because it is not UTF-8.
  case notText
  /// Stopped by the descriptor of this number, one of those that the caller named.
  case stopped(by: CInt)

  /// A word for programs: the daemon's own where it declined.
  public var code: String {
    switch self {
    case .unreachable: "unreachable"
    case .forbidden: "socket_forbidden"
    case .declined(_, let code, _): code
    case .nonsense: "bad_answer"
    case .brokenOff: "broken_off"
    case .timedOut: "timed_out"
    case .notText: "not_text"
    case .stopped: "stopped"
    }
  }

  /// One line for the user.
  public var description: String {
    switch self {
    case .unreachable(let path, let error):
      switch error.code {
      case ENOENT:
        "keyportd is not running, or listens elsewhere: no socket at \(path); start it, or give --socket PATH"
      case ECONNREFUSED:
        "keyportd is not running: nobody listens at the socket \(path), left by an earlier run; "
          + "start keyportd, or give --socket PATH"
      default:
        "keyportd cannot be reached at \(path): \(error.reason); give its socket with --socket PATH"
      }
    case .forbidden(let path, let owner):
      "you may not talk to keyportd: no permission to open the socket \(path); \(owner)"
    case .declined(_, _, let message): message
    case .nonsense(let what):
      "what answered does not speak Keyport's API: \(what); check that --socket names keyportd's socket, "
        + "and that keyport and keyportd are of one version"
    case .brokenOff(let moment): "keyportd left \(moment); see its log, and try again"
    case .timedOut(let seconds): "keyportd gave no answer within \(seconds) s; see its log, and try again"
    case .notText: "the text given is not UTF-8; nothing was sent"
    case .stopped: "stopped"
    }
  }
}
