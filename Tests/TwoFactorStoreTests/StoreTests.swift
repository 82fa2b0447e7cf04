import Cryptography
import Foundation
import HostPlatform
import Testing
import TwoFactor

@testable import TwoFactorStore

@Suite("The store")
struct StoreTests {
  let folder = TemporaryFolder()

  @Test("nothing is opened before the first command")
  func lazy() async {
    let store = TestStore.open(folder.database)
    #expect(!FileManager.default.fileExists(atPath: folder.database))
    #expect(await store.answer(.addAccount(TestStore.name(1), at: .zero)).isDone)
    #expect(FileManager.default.fileExists(atPath: folder.database))
    store.close()
  }

  @Test("what was acknowledged is there after closing, and nothing is left in a log")
  func reopen() async throws {
    let first = TestStore.open(folder.database)
    let token = try await first.enrol(TestStore.name(1), TestStore.totp(TestStore.randomKey(), label: "手機"))
    first.close()
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["keyport.db"])
    let second = TestStore.open(folder.database)
    defer { second.close() }
    guard case .success(.tokens(let tokens)) = await second.answer(.listTokens(TestStore.name(1))) else {
      Issue.record("no tokens")
      return
    }
    #expect(tokens == [token])
    #expect(tokens[0].label == "手機")
  }

  @Test("an answer leaves after its commit: another connection sees every acknowledged account")
  func answersAfterCommit() async throws {
    let path = folder.database
    let store = TestStore.open(path)
    defer { store.close() }
    _ = await store.answer(.addAccount(TestStore.name(0), at: .zero))
    let seen = await withTaskGroup(of: Bool.self) { group in
      for number in 1...300 {
        group.addTask {
          await withCheckedContinuation { continuation in
            store.perform(.addAccount(TestStore.name(number), at: .zero)) { answer in
              // Still on the store's thread, so that nothing is committed meanwhile.
              let other = try? Connection(path: path, lockLimit: .seconds(1))
              let count = try? other?.first(
                "SELECT count(*) FROM account WHERE name = ?", .text(TestStore.name(number).text),
                read: { $0.integer(0) })
              continuation.resume(returning: answer.isDone && count == 1)
            }
          }
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(seen == Array(repeating: true, count: 300))
  }

  @Test("of commands that wait together, one that fails undoes itself alone, and answers keep their order")
  func savepoints() async throws {
    let store = TestStore.open(folder.database)
    defer { store.close() }
    let (amy, bob) = (TestStore.name(1), TestStore.name(2))
    let memory = DeviceMemory(device: "stand-in", image: TestStore.randomKey())
    let answers = await store.answers([
      .addAccount(amy, at: .zero), .addAccount(amy, at: .zero),
      .addToken(bob, TestStore.totp(TestStore.randomKey()), memory: memory, at: .zero),
      .addToken(amy, TestStore.hotp(TestStore.randomKey(), counter: .max), memory: memory, at: .zero),
      .loadMemory(device: "stand-in"), .addAccount(bob, at: .zero), .findAccount(bob),
    ])
    #expect(answers[0].isDone)
    #expect(answers[1].failure == .exists)
    #expect(answers[2].failure == .noAccount)
    #expect(answers[3].failure != nil)
    guard case .success(.memory(nil)) = answers[4], case .success(.account(let found)) = answers[6] else {
      Issue.record("\(answers)")
      return
    }
    #expect(answers[5].isDone && found.name == bob)
  }

  @Test("closing finishes what was asked for; later commands fail")
  func closing() async throws {
    let store = TestStore.open(folder.database)
    async let answers = store.answers((0..<500).map { .addAccount(TestStore.name($0), at: .zero) })
    _ = await store.answer(.listAccounts)
    store.close()
    store.close()
    for answer in await answers { #expect(answer.isDone || answer.failure == .unavailable("it is closed")) }
    #expect(await store.answer(.listAccounts).failure == .unavailable("it is closed"))
    let again = TestStore.open(folder.database)
    defer { again.close() }
    guard case .success(.accounts(let accounts)) = await again.answer(.listAccounts) else {
      Issue.record("no accounts")
      return
    }
    #expect(accounts.count == (await answers).filter(\.isDone).count)
  }

  @Test("a store let go without closing still answers")
  func letGo() async {
    var store: Store? = TestStore.open(folder.database)
    let answer = await withCheckedContinuation { continuation in
      store?.perform(.addAccount(TestStore.name(1), at: .zero)) { continuation.resume(returning: $0) }
      store = nil
    }
    #expect(answer.isDone)
  }

  @Test("an opening that fails fails its commands, and the next command tries again")
  func opensAgain() async throws {
    let nested = folder.path + "/state"
    let store = TestStore.open(nested + "/keyport.db")
    defer { store.close() }
    let answers = await store.answers([.listAccounts, .addAccount(TestStore.name(1), at: .zero)])
    for answer in answers {
      guard case .unavailable(let reason) = answer.failure else {
        Issue.record("\(answer)")
        continue
      }
      #expect(reason.contains(nested) && reason.contains("No such file or directory"))
    }
    try FileManager.default.createDirectory(atPath: nested, withIntermediateDirectories: false)
    #expect(await store.answer(.addAccount(TestStore.name(1), at: .zero)).isDone)
  }

  @Test("answers are delivered to the event loop's thread")
  func eventLoop() throws {
    let loop = try EventLoop()
    let store = Store(path: folder.database, key: TestStore.key, deliver: loop.perform)
    let answered = Flag()
    store.perform(.listAccounts) { _ in
      answered.isRaised = loop.isCurrent
      loop.stop()
    }
    try loop.run()
    store.close()
    #expect(answered.isRaised)
  }

  @Test("an account that another process keeps locked is unavailable to writers, and readers are served")
  func lockedByAnother() async throws {
    let store = TestStore.open(folder.database, options: DatabaseOptions(lockLimit: .milliseconds(20)))
    defer { store.close() }
    _ = await store.answer(.addAccount(TestStore.name(1), at: .zero))
    let other = try Connection(path: folder.database, lockLimit: .seconds(1))
    try other.run("BEGIN IMMEDIATE")
    let answers = await store.answers([
      .findAccount(TestStore.name(1)), .addAccount(TestStore.name(2), at: .zero), .listAccounts,
    ])
    #expect(answers[0].failure == nil && answers[2].failure == nil)
    #expect(answers[1].failure == .unavailable("another process keeps \(folder.database) locked"))
    other.rollBack()
    #expect(await store.answer(.addAccount(TestStore.name(2), at: .zero)).isDone)
  }

  @Test("a copy of the files taken at any moment, as a crash leaves them, holds what was acknowledged before")
  func crash() async throws {
    let store = TestStore.open(folder.database)
    defer { store.close() }
    let key = TestStore.hotp(TestStore.randomKey())
    let token = try await store.enrol(TestStore.name(1), key)
    for counter in UInt64(0)..<20 {
      #expect(try await store.accepts(token: token.id, counter, TestStore.name(1)))
      let copy = TemporaryFolder()
      for suffix in ["", "-wal"] {
        try FileManager.default.copyItem(atPath: folder.database + suffix, toPath: copy.database + suffix)
      }
      let revived = TestStore.open(copy.database)
      #expect(try await revived.accepts(token: token.id, counter, TestStore.name(1)) == false)
      #expect(try await revived.accepts(token: token.id, counter + 1, TestStore.name(1)))
      revived.close()
    }
  }

  private final class Flag: @unchecked Sendable { var isRaised = false }
}
