import Testing
import TwoFactor

@testable import TwoFactorStore

@Suite("Values in and out of SQLite")
struct ConnectionTests {
  @Test("texts, bytes, numbers and nothing come back as they went in")
  func values() throws {
    let connection = try Connection(path: ":memory:", lockLimit: .zero)
    let values: [SQLValue] = [
      .text(""), .text("手機\0\n'"), .blob([]), .blob([0, 255]), .integer(.min), .integer(.max), .null,
    ]
    try connection.run("CREATE TABLE kept (a TEXT, b TEXT, c BLOB, d BLOB, e INTEGER, f INTEGER, g INTEGER) STRICT")
    try connection.run(
      "INSERT INTO kept VALUES (?, ?, ?, ?, ?, ?, ?)", values[0], values[1], values[2], values[3], values[4],
      values[5], values[6])
    let read = try connection.first("SELECT *, typeof(a), typeof(c) FROM kept") { row in
      #expect(row.text(0) == "" && row.text(1) == "手機\0\n'")
      #expect(row.blob(2) == [] && row.blob(3) == [0, 255])
      #expect(row.integer(4) == .min && row.optionalInteger(5) == .max && row.optionalInteger(6) == nil)
      #expect(row.optionalTime(6) == nil)
      #expect(row.text(7) == "text" && row.text(8) == "blob")
      return true
    }
    #expect(read == true)
  }

  @Test("a statement that fails can be run again")
  func again() throws {
    let connection = try Connection(path: ":memory:", lockLimit: .zero)
    try connection.run("CREATE TABLE one (x INTEGER UNIQUE) STRICT")
    #expect(try connection.run("INSERT INTO one VALUES (?)", .integer(1)) == 1)
    #expect(throws: StoreFailure.self) { try connection.run("INSERT INTO one VALUES (?)", .integer(1)) }
    #expect(try connection.run("INSERT INTO one VALUES (?)", .integer(2)) == 1)
    #expect(try connection.rows("SELECT x FROM one ORDER BY x") { $0.integer(0) } == [1, 2])
  }

  @Test("a failure to read a row ends the statement")
  func readFails() throws {
    let connection = try Connection(path: ":memory:", lockLimit: .zero)
    #expect(throws: StoreFailure.full) {
      try connection.rows("SELECT 1 UNION SELECT 2") { _ throws(StoreFailure) in throw StoreFailure.full }
    }
    #expect(try connection.rows("SELECT 1 UNION SELECT 2") { $0.integer(0) } == [1, 2])
  }
}
