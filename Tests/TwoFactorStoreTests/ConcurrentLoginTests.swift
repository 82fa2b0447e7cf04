import Cryptography
import Testing
import TwoFactor

@testable import TwoFactorStore

/// Logins that race for one code or for one account's tries, through two stores on one file as two processes would.
@Suite("Racing logins")
struct ConcurrentLoginTests {
  let folder = TemporaryFolder()

  @Test("one code in the hands of eight logins on two stores is accepted exactly once, in each of 50 rounds")
  func oneCode() async throws {
    let stores = [TestStore.open(folder.database), TestStore.open(folder.database)]
    defer { for store in stores { store.close() } }
    for round in 0..<50 {
      let account = TestStore.name(round)
      let registration =
        round % 2 == 0 ? TestStore.totp(TestStore.randomKey()) : TestStore.hotp(TestStore.randomKey())
      _ = try await stores[round / 2 % 2].enrol(account, registration)
      let code = TestStore.code(registration, at: round % 2 == 0 ? TestStore.step : 3)
      // Every login has found the code right before the first is accepted.
      let barrier = Barrier(8)
      let outcomes = await withTaskGroup(of: LoginOutcome.self) { group in
        for number in 0..<8 {
          group.addTask { await stores[number % 2].login(account, code, beforeAccepting: barrier) }
        }
        return await group.reduce(into: []) { $0.append($1) }
      }
      #expect(outcomes.filter { $0 == .accepted }.count == 1, "round \(round): \(outcomes)")
      for outcome in outcomes where outcome != .accepted {
        guard case .refused(.usedCode) = outcome else {
          Issue.record("round \(round): \(outcome)")
          continue
        }
      }
    }
  }

  @Test("one code sent by logins that start when they like is accepted exactly once")
  func oneCodeAnyTime() async throws {
    let stores = [TestStore.open(folder.database), TestStore.open(folder.database)]
    defer { for store in stores { store.close() } }
    let registration = TestStore.totp(TestStore.randomKey())
    let account = TestStore.name(1)
    _ = try await stores[0].enrol(account, registration)
    let policy = LoginPolicy(limits: AttemptLimits(tries: 100))
    for step in TestStore.step..<TestStore.step + 10 {
      let code = TestStore.code(registration, at: step)
      let outcomes = await withTaskGroup(of: LoginOutcome.self) { group in
        for number in 0..<16 {
          group.addTask { await stores[number % 2].login(account, code, at: .seconds(step * 30), policy: policy) }
        }
        return await group.reduce(into: []) { $0.append($1) }
      }
      #expect(outcomes.filter { $0 == .accepted }.count == 1)
    }
  }

  @Test("wrong codes sent in parallel stay within the tries")
  func wrongCodes() async throws {
    let stores = [TestStore.open(folder.database), TestStore.open(folder.database)]
    defer { for store in stores { store.close() } }
    let policy = LoginPolicy(limits: AttemptLimits(tries: 5))
    for round in 0..<10 {
      let account = TestStore.name(round)
      let registration = TestStore.totp(TestStore.randomKey())
      _ = try await stores[0].enrol(account, registration)
      let wrong = TestStore.wrongCode(registration)
      let outcomes = await withTaskGroup(of: LoginOutcome.self) { group in
        for number in 0..<20 { group.addTask { await stores[number % 2].login(account, wrong, policy: policy) } }
        return await group.reduce(into: []) { $0.append($1) }
      }
      let triesLeft = outcomes.compactMap { outcome in
        if case .refused(.wrongCode(let triesLeft)) = outcome { triesLeft } else { nil }
      }
      #expect(triesLeft.sorted() == [0, 1, 2, 3, 4])
      #expect(outcomes.filter { $0 == .refused(.locked(for: .seconds(900))) }.count == 15)
      // The right code does not help any more.
      #expect(
        await stores[1].login(account, TestStore.code(registration, at: TestStore.step), policy: policy)
          == .refused(.locked(for: .seconds(900))))
    }
  }

  @Test("two stores that open one new file at once both come up")
  func openTogether() async throws {
    for round in 0..<40 {
      let path = folder.path + "/\(round).db"
      let answers = await withTaskGroup(of: Answer.self) { group in
        for number in 0..<4 {
          group.addTask {
            let store = TestStore.open(path)
            let answer = await store.answer(.addAccount(TestStore.name(number), at: .zero))
            store.close()
            return answer
          }
        }
        return await group.reduce(into: []) { $0.append($1) }
      }
      #expect(answers.allSatisfy { $0.isDone }, "round \(round): \(answers)")
    }
  }
}
