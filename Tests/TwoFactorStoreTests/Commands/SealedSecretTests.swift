import Cryptography
import Foundation
import HostPlatform
import Testing
import TwoFactor

@testable import TwoFactorStore

@Suite("Sealed secrets")
struct SealedSecretTests {
  let folder = TemporaryFolder()

  @Test("a secret stands nowhere in the files, neither in the database nor in its log")
  func nowhere() async throws {
    let store = TestStore.open(folder.database)
    let key = TestStore.randomKey()
    let image = TestStore.randomKey()
    _ = try await store.enrol(TestStore.name(1), TestStore.totp(key, label: "a label to be found"))
    #expect(await store.answer(.saveMemory(DeviceMemory(device: "stand-in", image: image))).isDone)
    for _ in 0..<2 {
      let contents = try folder.contents()
      #expect(contents.range(of: Data("a label to be found".utf8)) != nil, "the files do not even hold the label")
      for secret in [key, image] {
        // No eight bytes of it, wherever they stand.
        for start in 0...secret.count - 8 {
          let part = secret.withBytes { Data($0[start..<start + 8]) }
          #expect(contents.range(of: part) == nil)
        }
      }
      store.close()
    }
  }

  @Test("with another key an account with tokens is damaged, keeps its tries, and others go on")
  func wrongKey() async throws {
    let amy = TestStore.name(1)
    let first = TestStore.open(folder.database)
    _ = try await first.enrol(amy, TestStore.totp(TestStore.randomKey()))
    first.close()
    let otherKey = SealingKey(SecretBytes(count: SealingKey.size) { _ in })!
    let second = TestStore.open(folder.database, key: otherKey)
    let registration = TestStore.totp(TestStore.randomKey())
    _ = try await second.enrol(TestStore.name(2), registration)
    let code = TestStore.code(registration, at: TestStore.step)
    for _ in 0..<20 {
      #expect(
        await second.answer(.beginAttempt(amy, AttemptLimits(), at: TestStore.now)).failure
          == .corrupt("the secret of token 1 does not open with this key"))
    }
    let outcome = await second.login(amy, code)
    guard case .error(let reason) = outcome else {
      Issue.record("\(outcome)")
      return
    }
    #expect(reason.contains("does not open with this key"))
    #expect(await second.login(TestStore.name(2), code) == .accepted)
    second.close()
    let third = TestStore.open(folder.database)
    defer { third.close() }
    #expect(try await third.attempt(amy)?.triesLeft == 9)
  }

  @Test("a sealed secret opens in no other row, and not when a bit of it was changed")
  func bound() async throws {
    let store = TestStore.open(folder.database)
    _ = try await store.enrol(TestStore.name(1), TestStore.totp(TestStore.randomKey()))
    _ = try await store.enrol(TestStore.name(2), TestStore.totp(TestStore.randomKey()))
    #expect(await store.answer(.saveMemory(DeviceMemory(device: "a", image: TestStore.randomKey()))).isDone)
    store.close()
    let changes = [
      "UPDATE token SET secret = (SELECT secret FROM token WHERE id = 2) WHERE id = 1",
      "UPDATE token SET secret = CAST(substr(secret, 1, 30) || x'00' || substr(secret, 32) AS BLOB) WHERE id = 1",
      "UPDATE token SET secret = x'' WHERE id = 1",
      "UPDATE token SET account = 1 WHERE id = 2",
      "UPDATE token SET identity = 'x' WHERE id = 1",
    ]
    let pristine = try Data(contentsOf: URL(filePath: folder.database))
    for change in changes {
      try pristine.write(to: URL(filePath: folder.database))
      do {
        let connection = try Connection(path: folder.database, lockLimit: .seconds(1))
        #expect(try connection.run(change) == 1)
      }
      let opened = TestStore.open(folder.database)
      let answer = await opened.answer(.beginAttempt(TestStore.name(1), AttemptLimits(), at: TestStore.now))
      guard case .corrupt = answer.failure else {
        Issue.record("\(change): \(answer)")
        continue
      }
      opened.close()
    }
    try pristine.write(to: URL(filePath: folder.database))
    do {
      let connection = try Connection(path: folder.database, lockLimit: .seconds(1))
      try connection.run("UPDATE device_memory SET device = 'b'")
    }
    let opened = TestStore.open(folder.database)
    defer { opened.close() }
    #expect(
      await opened.answer(.loadMemory(device: "b")).failure
        == .corrupt("the memory of device b does not open with this key"))
  }

  @Test("a device's memory comes back as it was saved last, an empty one too")
  func memories() async throws {
    let store = TestStore.open(folder.database)
    defer { store.close() }
    guard case .success(.memory(nil)) = await store.answer(.loadMemory(device: "a")) else {
      Issue.record("there is a memory")
      return
    }
    for image in [TestStore.randomKey(), SecretBytes(count: 0) { _ in }, SecretBytes(count: 100_000) { _ in }] {
      #expect(await store.answer(.saveMemory(DeviceMemory(device: "a", image: image))).isDone)
      guard case .success(.memory(let loaded?)) = await store.answer(.loadMemory(device: "a")) else {
        Issue.record("no memory")
        return
      }
      #expect(loaded.matches(image))
    }
  }

  @Test("a token and the memory that holds its key are registered together")
  func tokenWithMemory() async throws {
    let store = TestStore.open(folder.database)
    defer { store.close() }
    let image = TestStore.randomKey()
    _ = await store.answer(.addAccount(TestStore.name(1), at: .zero))
    let registration = TestStore.totp(TestStore.randomKey(), emulated: true)
    let memory = DeviceMemory(device: "stand-in", image: image)
    guard
      case .success(.token(let token)) = await store.answer(
        .addToken(TestStore.name(1), registration, memory: memory, at: .seconds(5))),
      case .success(.memory(let loaded?)) = await store.answer(.loadMemory(device: "stand-in"))
    else {
      Issue.record("not registered")
      return
    }
    #expect(token.isEmulated && token.registered == .seconds(5) && loaded.matches(image))
  }
}
