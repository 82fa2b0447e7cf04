import Cryptography
import OTPAlgorithms
import Testing
import TwoFactor

@testable import TwoFactorStore

@Suite("Tries and acceptances")
struct DatabaseAttemptTests {
  let folder = TemporaryFolder()
  static let amy = TestStore.name(1)
  static let limits = AttemptLimits(tries: 3, lockout: .seconds(100))

  /// A store with one account that has a counter-based token.
  private func enrolled() async throws -> (store: Store, token: Int64, registration: TokenRegistration) {
    let store = TestStore.open(folder.database)
    let registration = TestStore.hotp(TestStore.randomKey(), counter: 40)
    let token = try await store.enrol(Self.amy, registration)
    return (store, token.id, registration)
  }

  private func locked(_ store: Store, at time: Duration) async throws -> Duration? {
    guard case .locked(let end) = try await store.answer(.beginAttempt(Self.amy, Self.limits, at: time)).get() else {
      return nil
    }
    return end
  }

  @Test("an attempt lends the tokens with their secrets, oldest first")
  func lends() async throws {
    let (store, id, registration) = try await enrolled()
    defer { store.close() }
    let second = TestStore.totp(TestStore.randomKey(), label: "second", digits: 8, emulated: true)
    _ = try await store.answer(.addToken(Self.amy, second, memory: nil, at: TestStore.now)).get()
    let attempt = try #require(try await store.attempt(Self.amy))
    #expect(attempt.tokens.map(\.id) == [id, id + 1])
    #expect(attempt.tokens[0].secret.matches(registration.secret))
    #expect(attempt.tokens[1].secret.matches(second.secret))
    #expect(attempt.tokens.map(\.parameters) == [registration.parameters, second.parameters])
    #expect(attempt.tokens.map(\.nextCounter) == [40, 0])
    #expect(attempt.tokens.map(\.isEmulated) == [false, true])
    #expect(attempt.tokens.map(\.label) == ["", "second"])
    #expect(attempt.tokens.map(\.lastUsed) == [nil, nil])
    #expect(attempt.triesLeft == 9)
  }

  @Test("each try costs one, the last locks, and the lock ends with one more try")
  func locks() async throws {
    let (store, _, _) = try await enrolled()
    defer { store.close() }
    var time = TestStore.now
    for left in [2, 1, 0] {
      #expect(try await store.attempt(Self.amy, Self.limits, at: time)?.triesLeft == left)
      time += .seconds(1)
    }
    let end = time - .seconds(1) + .seconds(100)
    #expect(try await locked(store, at: time) == end)
    // Asking again prolongs nothing.
    #expect(try await locked(store, at: end - .nanoseconds(1)) == end)
    #expect(try await store.attempt(Self.amy, Self.limits, at: end)?.triesLeft == 0)
    #expect(try await locked(store, at: end) == end + .seconds(100))
    #expect(try await locked(store, at: end + .seconds(99)) == end + .seconds(100))
  }

  @Test("a clock set back does not make a lock longer than it should be, nor shorter")
  func clockSetBack() async throws {
    let (store, _, _) = try await enrolled()
    defer { store.close() }
    for _ in 0..<3 { _ = try await store.attempt(Self.amy, Self.limits) }
    let year = Duration.seconds(365 * 86400)
    let back = TestStore.now - year
    #expect(try await locked(store, at: back) == back + .seconds(100))
    #expect(try await locked(store, at: back + .seconds(60)) == back + .seconds(100))
    #expect(try await store.attempt(Self.amy, Self.limits, at: back + .seconds(100)) != nil)
  }

  @Test("an acceptance gives the tries back, a record does not")
  func givesBack() async throws {
    let (store, id, _) = try await enrolled()
    defer { store.close() }
    for _ in 0..<2 { _ = try await store.attempt(Self.amy, Self.limits) }
    let refused = TestStore.record(Self.amy, .refused(.wrongCode(triesLeft: 1)))
    #expect(await store.answer(.record(refused)).isDone)
    #expect(try await store.attempt(Self.amy, Self.limits)?.triesLeft == 0)
    #expect(try await store.accepts(token: id, 40, Self.amy))
    #expect(try await store.attempt(Self.amy, Self.limits)?.triesLeft == 2)
  }

  @Test("an acceptance uses its counter and all below, notes the time, and changes nothing else")
  func accepts() async throws {
    let (store, id, _) = try await enrolled()
    defer { store.close() }
    #expect(try await store.accepts(token: id, 39, Self.amy) == false)
    #expect(try await store.accepts(token: id, 43, Self.amy))
    for counter in UInt64(40)...43 { #expect(try await store.accepts(token: id, counter, Self.amy) == false) }
    let token = try #require(try await store.attempt(Self.amy)?.tokens.first)
    #expect(token.nextCounter == 44)
    #expect(token.lastUsed == TestStore.now)
    #expect(try await store.accepts(token: id, 44, Self.amy))
  }

  @Test("a refused acceptance gives no try back and keeps no decision")
  func refusedAcceptance() async throws {
    let (store, id, _) = try await enrolled()
    _ = try await store.attempt(Self.amy, Self.limits)
    #expect(try await store.accepts(token: id, 12, Self.amy) == false)
    #expect(try await store.attempt(Self.amy, Self.limits)?.triesLeft == 1)
    store.close()
    let connection = try Connection(path: folder.database, lockLimit: .seconds(1))
    #expect(try connection.first("SELECT count(*) FROM decision") { $0.integer(0) } == 0)
  }

  @Test("a token of another account, or of none, is not accepted")
  func othersToken() async throws {
    let (store, id, _) = try await enrolled()
    defer { store.close() }
    let bob = TestStore.name(2)
    _ = try await store.enrol(bob, TestStore.hotp(TestStore.randomKey()))
    for token in [id, 99] {
      let answer = await store.answer(.accept(token: token, counter: 50, TestStore.record(bob)))
      #expect(answer.failure == .unavailable("the account has no token \(token) any more"))
    }
    let missing = TestStore.record(TestStore.name(3))
    #expect(await store.answer(.accept(token: id, counter: 50, missing)).failure == .noAccount)
    #expect(try await store.attempt(Self.amy)?.tokens.first?.nextCounter == 40)
  }

  @Test("an account that is none has no tries")
  func noAccount() async {
    let store = TestStore.open(folder.database)
    defer { store.close() }
    #expect(await store.answer(.beginAttempt(Self.amy, Self.limits, at: .zero)).failure == .noAccount)
  }

  @Test("the largest counter that fits is kept exactly, and larger ones are refused")
  func largeCounters() async throws {
    let store = TestStore.open(folder.database)
    defer { store.close() }
    let largest = UInt64(Int64.max) - 1
    let token = try await store.enrol(Self.amy, TestStore.hotp(TestStore.randomKey(), counter: largest))
    #expect(try await store.attempt(Self.amy)?.tokens.first?.nextCounter == largest)
    #expect(try await store.accepts(token: token.id, largest - 1, Self.amy) == false)
    #expect(try await store.accepts(token: token.id, largest, Self.amy))
    #expect(try await store.accepts(token: token.id, largest, Self.amy) == false)
    #expect(try await store.attempt(Self.amy)?.tokens.first?.nextCounter == largest + 1)
    for counter in [largest + 1, largest + 2, .max] {
      let accept = StoreCommand.accept(token: token.id, counter: counter, TestStore.record(Self.amy))
      let add = StoreCommand.addToken(
        Self.amy, TestStore.hotp(TestStore.randomKey(), counter: counter), memory: nil, at: .zero)
      for answer in await store.answers([accept, add]) {
        guard case .unavailable(let reason) = answer.failure else {
          Issue.record("\(answer)")
          continue
        }
        #expect(reason.contains("\(counter)"))
      }
    }
  }

  @Test("periods and epochs that do not fit are refused")
  func largePeriods() async throws {
    let store = TestStore.open(folder.database)
    defer { store.close() }
    _ = await store.answer(.addAccount(Self.amy, at: .zero))
    for factor in [MovingFactor.time(period: .max, epoch: 0), .time(period: 1, epoch: 1 << 63)] {
      let registration = TokenRegistration(
        label: "", parameters: try OTPParameters(movingFactor: factor), secret: TestStore.randomKey())
      let answer = await store.answer(.addToken(Self.amy, registration, memory: nil, at: .zero))
      #expect(answer.failure != nil)
    }
  }
}
