import Cryptography
import HostPlatform
import Testing
import TwoFactor

/// Plays a login step by step: what happens goes in, the effects come out as comparable lines.
struct LoginScript {
  static let amy = AccountName("amy")!
  static let keypad = CodeOrigin.hardware(device: "ttyUSB0")
  static let start = LoginInstant(monotonic: .seconds(5000), wallClock: .seconds(1_111_111_109))

  var session: LoginSession<NettleKeyedHash>
  var now = LoginScript.start
  private(set) var records: [LoginRecord] = []
  private(set) var accepts: [(token: Int64, counter: UInt64)] = []
  /// When the last try was counted.
  private(set) var attemptedAt: Duration?

  init(
    seat: String? = "seat0", code: String? = nil, timeout: Duration? = nil, policy: LoginPolicy = LoginPolicy()
  ) {
    session = LoginSession(
      account: Self.amy, seat: seat, code: code.map(TestToken.secret), timeout: timeout, policy: policy)
  }

  mutating func begin() -> [String] { noted(session.begin(at: now)) }

  mutating func handle(_ event: LoginEvent) -> [String] { noted(session.handle(event, at: now)) }

  mutating func answer(_ result: StoreResult) -> [String] { handle(.stored(.success(result))) }

  mutating func fail(_ failure: StoreFailure) -> [String] { handle(.stored(.failure(failure))) }

  /// Begins, and finds an account whose codes have these numbers of digits.
  mutating func beginWaiting(_ digits: [Int] = [6]) {
    _ = begin()
    _ = answer(.account(Self.account(digits)))
  }

  /// Types a text on a keypad: digits, `#` for Enter, `*` for cleared.
  mutating func type(_ text: String, on origin: CodeOrigin = keypad) -> [String] {
    text.flatMap { key in
      switch key {
      case "#": handle(.enter(origin))
      case "*": handle(.cleared(origin))
      default: handle(.digit(UInt8(key.wholeNumberValue!), origin))
      }
    }
  }

  /// Lets time pass on both clocks.
  mutating func pass(_ duration: Duration) {
    now.monotonic += duration
    now.wallClock += duration
  }

  static func account(_ digits: [Int]) -> AccountSummary {
    AccountSummary(name: amy, digits: digits, tokenCount: digits.count, created: .zero)
  }

  private mutating func noted(_ effects: [LoginEffect]) -> [String] {
    effects.map { effect in
      switch effect {
      case .store(.findAccount(let name)):
        #expect(name == Self.amy)
        return "find"
      case .store(.beginAttempt(let name, let limits, let time)):
        #expect(name == Self.amy && limits == AttemptLimits())
        attemptedAt = time
        return "attempt"
      case .store(.accept(let token, let counter, let record)):
        accepts.append((token, counter))
        records.append(record)
        return "accept"
      case .store(.record(let record)):
        records.append(record)
        return "record"
      case .store(let other):
        Issue.record("unexpected command \(other)")
        return "?"
      case .waiting: return "waiting"
      case .keyPressed: return "key"
      case .decided(let outcome): return "\(outcome)"
      }
    }
  }
}
