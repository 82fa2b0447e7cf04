import Cryptography
import Foundation
import Rig
import Testing
import TwoFactor

@testable import TwoFactorStore

/// Disks that are full or read-only, files that are damaged or somebody else's: a clear failure, nothing half-written,
/// no login let in.
@Suite("Damage")
struct DamageTests {
  let folder = TemporaryFolder()
  static let amy = TestStore.name(1)

  @Test("a full file refuses logins with the reason, keeps no half row, and still answers what only reads")
  func pageLimit() async throws {
    let store = TestStore.open(folder.database, options: DatabaseOptions(pageLimit: 24))
    let registration = TestStore.totp(TestStore.randomKey())
    _ = try await store.enrol(Self.amy, registration)
    var saved = 0
    while await store.answer(.saveMemory(memory(saved, size: 3000))).isDone { saved += 1 }
    #expect(saved > 0)
    #expect(await store.answer(.saveMemory(memory(saved, size: 3000))).failure == .full)
    // A batch in which one does not fit: the others are kept.
    let batch = await store.answers([
      .beginAttempt(Self.amy, AttemptLimits(), at: .zero), .saveMemory(memory(saved, size: 30000)), .listAccounts,
    ])
    #expect(batch[1].failure == .full)
    #expect(batch[0].failure == nil || batch[0].failure == .full)
    // The try fits in the account's row, the decision at last does not fit anywhere.
    var outcome = LoginOutcome.accepted
    var step = TestStore.step
    while outcome == .accepted, step < TestStore.step + 3000 {
      outcome = await store.login(Self.amy, TestStore.code(registration, at: step), at: .seconds(step * 30))
      step += 1
    }
    #expect(outcome == .error("the code could not be recorded as used, so the login is refused: the disk is full"))
    #expect(await store.answer(.findAccount(Self.amy)).failure == nil)
    store.close()
    let connection = try Connection(path: folder.database, lockLimit: .seconds(1))
    #expect(try connection.first("PRAGMA integrity_check") { $0.text(0) } == "ok")
    #expect(try connection.first("SELECT count(*) FROM device_memory") { $0.integer(0) } == Int64(saved))
    // Nothing was accepted without its decision: the counter stands behind the last decision, not behind the code.
    let accepted = try connection.first("SELECT count(*) FROM decision WHERE outcome = 'accepted'") { $0.integer(0) }
    #expect(accepted == Int64(step - 1 - TestStore.step))
    #expect(try connection.first("SELECT next_counter FROM token") { $0.integer(0) } == Int64(step - 1))
  }

  @Test(
    "a full disk refuses logins with the reason, and lets them in when there is room again",
    .enabled(if: SmallDisk.isPossible, "only root may mount a small file system"))
  func fullDisk() async throws {
    let disk = try SmallDisk()
    let store = TestStore.open(disk.folder.database)
    let registration = TestStore.totp(TestStore.randomKey())
    _ = try await store.enrol(Self.amy, registration)
    let code = TestStore.code(registration, at: TestStore.step)
    try disk.fill()
    var outcome = LoginOutcome.accepted
    var step = TestStore.step
    // What the log has room for in its last block is still used.
    while outcome == .accepted, step < TestStore.step + 50 {
      outcome = await store.login(Self.amy, TestStore.code(registration, at: step), at: .seconds(step * 30))
      step += 1
    }
    guard case .error(let reason) = outcome else {
      Issue.record("\(outcome)")
      return
    }
    #expect(reason.hasSuffix("so the login is refused: the disk is full"))
    #expect(await store.answer(.findAccount(Self.amy)).failure == nil)
    disk.empty()
    let next = TestStore.code(registration, at: step)
    #expect(await store.login(Self.amy, next, at: .seconds(step * 30)) == .accepted)
    #expect(await store.login(Self.amy, next, at: .seconds(step * 30)) != .accepted)
    #expect(await store.login(Self.amy, code) != .accepted)
    store.close()
  }

  @Test(
    "a file on a disk that is full from the start is a full disk",
    .enabled(if: SmallDisk.isPossible, "only root may mount a small file system"))
  func fullFromTheStart() async throws {
    let disk = try SmallDisk()
    try disk.fill()
    let store = TestStore.open(disk.folder.database)
    #expect(await store.answer(.addAccount(Self.amy, at: .zero)).failure == .full)
    disk.empty()
    #expect(await store.answer(.addAccount(Self.amy, at: .zero)).isDone)
    store.close()
  }

  @Test(
    "a read-only disk refuses logins with the reason",
    .enabled(if: SmallDisk.isPossible, "only root may mount a small file system"))
  func readOnlyDisk() async throws {
    let disk = try SmallDisk()
    let first = TestStore.open(disk.folder.database)
    let registration = TestStore.totp(TestStore.randomKey())
    _ = try await first.enrol(Self.amy, registration)
    first.close()
    try disk.makeReadOnly()
    let second = TestStore.open(disk.folder.database)
    let failure = await second.answer(.addAccount(TestStore.name(2), at: .zero)).failure
    #expect(failure == .readOnly)
    let outcome = await second.login(Self.amy, TestStore.code(registration, at: TestStore.step))
    guard case .error(let reason) = outcome else {
      Issue.record("\(outcome)")
      return
    }
    #expect(reason.hasSuffix("so the login is refused: the database is read-only"))
    second.close()
  }

  @Test(
    "a file and a folder that may not be written refuse", .enabled(if: geteuid() != 0, "root writes through any mode"))
  func readOnlyFile() async throws {
    let first = TestStore.open(folder.database)
    _ = await first.answer(.addAccount(Self.amy, at: .zero))
    first.close()
    chmod(folder.database, 0o400)
    chmod(folder.path, 0o500)
    defer { chmod(folder.path, 0o700) }
    let second = TestStore.open(folder.database)
    #expect(await second.answer(.addAccount(TestStore.name(2), at: .zero)).failure == .readOnly)
    second.close()
    chmod(folder.path, 0o700)
    let third = TestStore.open(folder.database)
    #expect(await third.answer(.addAccount(TestStore.name(2), at: .zero)).failure == .readOnly)
    #expect(await third.answer(.findAccount(Self.amy)).failure == nil)
    third.close()
  }

  @Test("what is no database is told as such and left alone", arguments: [1, 99, 100, 512, 4096, 20000])
  func noDatabase(size: Int) async throws {
    let junk = Data((0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ 7) })
    try junk.write(to: URL(filePath: folder.database))
    let store = TestStore.open(folder.database)
    let outcome = await store.login(Self.amy, TestStore.randomKey())
    store.close()
    guard case .error(let reason) = outcome else {
      Issue.record("\(outcome)")
      return
    }
    #expect(reason.contains("the database is damaged: \(folder.database)"))
    #expect(try Data(contentsOf: URL(filePath: folder.database)) == junk)
  }

  @Test("a folder in the file's place is told")
  func folderInPlace() async throws {
    try FileManager.default.createDirectory(atPath: folder.database, withIntermediateDirectories: false)
    let store = TestStore.open(folder.database)
    defer { store.close() }
    #expect(await store.answer(.listAccounts).failure == .unavailable("\(folder.database) is no regular file"))
  }

  @Test("random bytes over random pages: every command is answered, and no used code comes in again")
  func randomDamage() async throws {
    let seed: UInt64 = SeededGenerator.environmentSeed ?? .random(in: .min ... .max)
    var generator = SeededGenerator(seed: seed)
    let first = TestStore.open(folder.database)
    let registrations = (0..<30).map { _ in TestStore.totp(TestStore.randomKey()) }
    for (number, registration) in registrations.enumerated() {
      _ = try await first.enrol(TestStore.name(number), registration)
    }
    // Every code of the window was used: after any damage none of them may be accepted.
    for (number, registration) in registrations.enumerated() {
      let code = TestStore.code(registration, at: TestStore.step + 1)
      #expect(await first.login(TestStore.name(number), code) == .accepted)
    }
    first.close()
    let pristine = try Data(contentsOf: URL(filePath: folder.database))
    var damaged = 0
    for round in 0..<60 {
      var data = pristine
      for _ in 0..<Int.random(in: 1...8, using: &generator) {
        let start = Int.random(in: 0..<data.count, using: &generator)
        let end = min(data.count, start + Int.random(in: 1...600, using: &generator))
        for index in start..<end { data[index] = UInt8.random(in: 0...255, using: &generator) }
      }
      if round % 5 == 0 { data = data.prefix(Int.random(in: 1..<data.count, using: &generator)) }
      let copy = TemporaryFolder()
      try data.write(to: URL(filePath: copy.database))
      let store = TestStore.open(copy.database)
      for (number, registration) in registrations.enumerated() {
        let outcome = await store.login(
          TestStore.name(number), TestStore.code(registration, at: TestStore.step + 1))
        #expect(outcome != .accepted, "KEYPORT_SEED=\(seed)")
        if case .error = outcome { damaged += 1 }
      }
      store.close()
    }
    #expect(damaged > 0, "KEYPORT_SEED=\(seed)")
  }

  @Test("a file put right while the store runs is used again")
  func putRight() async throws {
    let first = TestStore.open(folder.database)
    _ = await first.answer(.addAccount(Self.amy, at: .zero))
    first.close()
    let pristine = try Data(contentsOf: URL(filePath: folder.database))
    try Data("no database, and long enough to be looked at".utf8).write(to: URL(filePath: folder.database))
    let store = TestStore.open(folder.database)
    defer { store.close() }
    guard case .corrupt = await store.answer(.findAccount(Self.amy)).failure else {
      Issue.record("not told")
      return
    }
    try pristine.write(to: URL(filePath: folder.database))
    #expect(await store.answer(.findAccount(Self.amy)).failure == nil)
  }

  private func memory(_ number: Int, size: Int) -> DeviceMemory {
    DeviceMemory(device: "device\(number)", image: SecretBytes(count: size) { _ in })
  }
}
