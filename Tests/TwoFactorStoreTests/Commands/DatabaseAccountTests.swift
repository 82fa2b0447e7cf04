import Testing
import TwoFactor

@testable import TwoFactorStore

@Suite("Accounts")
struct DatabaseAccountTests {
  let folder = TemporaryFolder()

  @Test("an account is told with its tokens' numbers of digits, ascending, each once")
  func digits() async throws {
    let store = TestStore.open(folder.database)
    defer { store.close() }
    let amy = TestStore.name(1)
    #expect(await store.answer(.addAccount(amy, at: .milliseconds(1500))).isDone)
    #expect(
      await found(store, amy) == AccountSummary(name: amy, digits: [], tokenCount: 0, created: .milliseconds(1500)))
    for digits in [8, 6, 8, 10] {
      let registration = TestStore.totp(TestStore.randomKey(), digits: digits)
      _ = try await store.answer(.addToken(amy, registration, memory: nil, at: .zero)).get()
    }
    let expected = AccountSummary(name: amy, digits: [6, 8, 10], tokenCount: 4, created: .milliseconds(1500))
    #expect(await found(store, amy) == expected)
    #expect(await store.answer(.findAccount(TestStore.name(2))).failure == .noAccount)
    #expect(await store.answer(.listTokens(TestStore.name(2))).failure == .noAccount)
  }

  @Test("accounts are listed by name, case counting")
  func list() async throws {
    let store = TestStore.open(folder.database)
    defer { store.close() }
    for name in ["bob", "amy", "Amy", "carol"] {
      #expect(await store.answer(.addAccount(AccountName(name)!, at: .zero)).isDone)
    }
    for digits in [8, 6] {
      let registration = TestStore.totp(TestStore.randomKey(), digits: digits)
      _ = try await store.answer(.addToken(AccountName("bob")!, registration, memory: nil, at: .zero)).get()
    }
    guard case .success(.accounts(let accounts)) = await store.answer(.listAccounts) else {
      Issue.record("no accounts")
      return
    }
    #expect(accounts.map(\.name.text) == ["Amy", "amy", "bob", "carol"])
    #expect(accounts.map(\.tokenCount) == [0, 0, 2, 0])
    #expect(accounts[2].digits == [6, 8])
  }

  private func found(_ store: Store, _ name: AccountName) async -> AccountSummary? {
    guard case .success(.account(let account)) = await store.answer(.findAccount(name)) else { return nil }
    return account
  }
}
