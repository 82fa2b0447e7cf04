import Cryptography
import HostPlatform
import OTPAlgorithms
import Testing
import TwoFactor

@testable import TwoFactorStore

typealias Answer = Result<StoreResult, StoreFailure>

/// Keys, tokens and stores for tests.
enum TestStore {
  static let key = SealingKey(SecretBytes(count: SealingKey.size) { $0.copyBytes(from: 0..<UInt8(SealingKey.size)) })!
  static let now = Duration.seconds(1_700_000_000)
  static let step: UInt64 = 1_700_000_000 / 30

  static func open(
    _ path: String, key: SealingKey = key, options: DatabaseOptions = DatabaseOptions()
  ) -> Store {
    Store(path: path, key: key, options: options) { $0() }
  }

  static func name(_ number: Int) -> AccountName { AccountName("user\(number)")! }

  static func totp(
    _ key: SecretBytes, label: String = "", digits: Int = 6, emulated: Bool = false
  ) -> TokenRegistration {
    TokenRegistration(
      label: label, parameters: try! OTPParameters(digits: digits), secret: key, isEmulated: emulated)
  }

  static func hotp(_ key: SecretBytes, counter: UInt64 = 0) -> TokenRegistration {
    TokenRegistration(
      label: "", parameters: try! OTPParameters(movingFactor: .counter), secret: key, counter: counter)
  }

  static func randomKey() -> SecretBytes {
    var random = KernelRandom()
    return random.secret(count: 20)
  }

  static func code(_ registration: TokenRegistration, at counter: UInt64) -> SecretBytes {
    var password = OneTimePassword<NettleKeyedHash>(registration.parameters, key: registration.secret)
    return password.digits(at: counter)
  }

  /// A code that is none of those within the window around `step`.
  static func wrongCode(_ registration: TokenRegistration) -> SecretBytes {
    let right = (step - 1...step + 1).map { code(registration, at: $0) }
    for number in UInt8(0)..<4 {
      let candidate = SecretBytes(copying: [UInt8](repeating: UInt8(ascii: "0") + number, count: 6))
      if !right.contains(where: { $0.matches(candidate) }) { return candidate }
    }
    preconditionFailure("three codes cannot be four")
  }

  static func record(_ account: AccountName, _ outcome: LoginOutcome = .accepted, at time: Duration = now)
    -> LoginRecord
  {
    LoginRecord(account: account, seat: nil, origin: .typed, outcome: outcome, at: time)
  }
}

extension Store {
  /// Has a command carried out and waits for its answer.
  func answer(_ command: StoreCommand) async -> Answer {
    await withCheckedContinuation { continuation in
      perform(command) { continuation.resume(returning: $0) }
    }
  }

  /// Has commands carried out that wait together, and returns their answers in order.
  func answers(_ commands: [StoreCommand]) async -> [Answer] {
    await withCheckedContinuation { continuation in
      let collected = Collected(commands.count) { continuation.resume(returning: $0) }
      for (index, command) in commands.enumerated() { perform(command) { collected.put($0, at: index) } }
    }
  }

  /// Creates an account with one token.
  func enrol(_ account: AccountName, _ registration: TokenRegistration) async throws -> TokenSummary {
    _ = try await answer(.addAccount(account, at: TestStore.now)).get()
    guard
      case .token(let token) = try await answer(
        .addToken(account, registration, memory: nil, at: TestStore.now)
      ).get()
    else { throw StoreFailure.unavailable("no token") }
    return token
  }

  /// Spends a try; nil when the account is locked.
  func attempt(
    _ account: AccountName, _ limits: AttemptLimits = AttemptLimits(), at time: Duration = TestStore.now
  ) async throws -> Attempt? {
    switch try await answer(.beginAttempt(account, limits, at: time)).get() {
    case .attempt(let attempt): return attempt
    case .locked: return nil
    case let other: throw StoreFailure.unavailable("\(other)")
    }
  }

  /// Whether the store accepts a counter.
  func accepts(token: Int64, _ counter: UInt64, _ account: AccountName) async throws -> Bool {
    guard
      case .accepted(let accepted) = try await answer(
        .accept(token: token, counter: counter, TestStore.record(account))
      ).get()
    else { throw StoreFailure.unavailable("no answer to that") }
    return accepted
  }

  /// Plays a whole login with a code typed in a client.
  func login(
    _ account: AccountName, _ code: SecretBytes, at time: Duration = TestStore.now, policy: LoginPolicy = LoginPolicy(),
    beforeAccepting barrier: Barrier? = nil
  ) async -> LoginOutcome {
    let now = LoginInstant(monotonic: .seconds(1), wallClock: time)
    var session = LoginSession<NettleKeyedHash>(account: account, seat: nil, code: code, timeout: nil, policy: policy)
    var effects = session.begin(at: now)
    while true {
      var next: [LoginEffect] = []
      for effect in effects {
        switch effect {
        case .decided(let outcome): return outcome
        case .store(let command):
          if case .accept = command { await barrier?.pass() }
          let answer = await answer(command)
          if case .record = command { continue }
          next += session.handle(.stored(answer), at: now)
        case .waiting, .keyPressed: break
        }
      }
      effects = next
    }
  }
}

/// Gathers answers that may come from the store's thread.
private final class Collected: @unchecked Sendable {
  private var answers: [Answer?]
  private var missing: Int
  private let complete: ([Answer]) -> Void

  init(_ count: Int, _ complete: @escaping ([Answer]) -> Void) {
    answers = Array(repeating: nil, count: count)
    missing = count
    self.complete = complete
    if count == 0 { complete([]) }
  }

  /// The store calls this on its one thread, one answer at a time.
  func put(_ answer: Answer, at index: Int) {
    precondition(answers[index] == nil, "a command was answered twice")
    answers[index] = answer
    missing -= 1
    if missing == 0 { complete(answers.map { $0! }) }
  }
}

/// Lets nobody pass before as many have come as are expected.
actor Barrier {
  private var missing: Int
  private var waiting: [CheckedContinuation<Void, Never>] = []

  init(_ count: Int) { missing = count }

  func pass() async {
    missing -= 1
    if missing <= 0 {
      for continuation in waiting { continuation.resume() }
      waiting = []
    } else {
      await withCheckedContinuation { waiting.append($0) }
    }
  }
}

extension Answer {
  var failure: StoreFailure? { if case .failure(let failure) = self { failure } else { nil } }

  var isDone: Bool { if case .success(.done) = self { true } else { false } }
}
