import Foundation
import Testing
import TwoFactor

@testable import TwoFactorStore

@Suite("The schema")
struct SchemaTests {
  let folder = TemporaryFolder()

  @Test("a new file says whose it is, has the newest schema, and is sound")
  func fresh() async throws {
    let store = TestStore.open(folder.database)
    _ = await store.answer(.addAccount(TestStore.name(1), at: .zero))
    store.close()
    let connection = try Connection(path: folder.database, lockLimit: .seconds(1))
    #expect(try connection.first("PRAGMA application_id") { $0.integer(0) } == Schema.applicationID)
    #expect(try connection.first("PRAGMA user_version") { $0.integer(0) } == Int64(Schema.migrations.count))
    #expect(try connection.first("PRAGMA journal_mode") { $0.text(0) } == "wal")
    #expect(try connection.first("PRAGMA integrity_check") { $0.text(0) } == "ok")
    let strict = try connection.rows(
      "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 1 ORDER BY name"
    ) { $0.text(0) }
    #expect(strict == ["account", "decision", "device_memory", "host_identity", "paired_devices", "token"])
  }

  @Test("a file of a newer keyportd is refused, named as such, and left alone", arguments: [3, 99, -1])
  func newer(version: Int) async throws {
    let store = TestStore.open(folder.database)
    _ = await store.answer(.addAccount(TestStore.name(1), at: .zero))
    store.close()
    do {
      let connection = try Connection(path: folder.database, lockLimit: .seconds(1))
      try connection.run("PRAGMA user_version = \(version)")
    }
    let before = try Data(contentsOf: URL(filePath: folder.database))
    let opened = TestStore.open(folder.database)
    let failure = await opened.answer(.listAccounts).failure
    opened.close()
    guard case .unavailable(let reason) = failure else {
      Issue.record("\(String(describing: failure))")
      return
    }
    #expect(reason.contains("schema \(version)") && reason.contains("newer") && reason.contains(folder.database))
    #expect(try Data(contentsOf: URL(filePath: folder.database)) == before)
  }

  @Test(
    "another program's database is refused and left alone",
    arguments: ["PRAGMA application_id = 5", "PRAGMA user_version = 1", "CREATE TABLE theirs (x)"])
  func foreign(statement: String) async throws {
    do {
      let connection = try Connection(path: folder.database, lockLimit: .seconds(1))
      try connection.run(statement)
    }
    let before = try Data(contentsOf: URL(filePath: folder.database))
    let store = TestStore.open(folder.database)
    let answer = await store.answer(.addAccount(TestStore.name(1), at: .zero))
    store.close()
    #expect(answer.failure == .unavailable("\(folder.database) is a database of another program; name another file"))
    #expect(try Data(contentsOf: URL(filePath: folder.database)) == before)
  }

  @Test("a token without its account is refused by the file itself")
  func foreignKeys() async throws {
    let store = TestStore.open(folder.database)
    _ = try await store.enrol(TestStore.name(1), TestStore.totp(TestStore.randomKey()))
    store.close()
    let connection = try Connection(path: folder.database, lockLimit: .seconds(1))
    #expect(throws: StoreFailure.self) { try connection.run("DELETE FROM account") }
    #expect(throws: StoreFailure.self) { try connection.run("UPDATE token SET next_counter = -1") }
    #expect(throws: StoreFailure.self) { try connection.run("UPDATE token SET next_counter = 'many'") }
    try connection.run("PRAGMA writable_schema = ON")
    #expect(throws: StoreFailure.self) { try connection.run("UPDATE sqlite_schema SET sql = ''") }
  }
}
