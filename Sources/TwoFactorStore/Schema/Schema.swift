import TwoFactor

/// Brings a file to the schema that this program knows, or refuses it.
///
/// `PRAGMA user_version` holds the number of migrations that were applied, `PRAGMA application_id` whose file it is.
enum Schema {
  /// "KYPT" in ASCII.
  static let applicationID: Int64 = 0x4B59_5054

  /// All migrations in order. What was released is never changed; a change of the schema is one more.
  static let migrations: [[String]] = [Migration1.statements, Migration2.statements]

  /// Checks whose file it is before anything in it is changed, sets it to write-ahead logging, and migrates it.
  static func prepare(_ connection: Connection) throws(StoreFailure) {
    let found = try transaction("BEGIN", connection) { () throws(StoreFailure) in try check(connection) }
    try connection.enableWriteAheadLog()
    guard found < migrations.count else { return }
    try transaction("BEGIN IMMEDIATE", connection) { () throws(StoreFailure) in
      // Another process may have migrated it while this one waited for the lock.
      let version = try check(connection)
      guard version < migrations.count else { return }
      for (number, statements) in migrations.enumerated().dropFirst(version) {
        for statement in statements { try connection.run(statement) }
        try connection.run("PRAGMA user_version = \(number + 1)")
      }
      try connection.run("PRAGMA application_id = \(applicationID)")
    }
  }

  /// Returns the version of the file's schema, 0 for an empty file. What is read has to be of one moment: another
  /// process may be migrating the file.
  private static func check(_ connection: Connection) throws(StoreFailure) -> Int {
    let owner = try number("PRAGMA application_id", connection)
    let version = try number("PRAGMA user_version", connection)
    if owner == 0, version == 0, try number("SELECT count(*) FROM sqlite_schema", connection) == 0 { return 0 }
    guard owner == applicationID else {
      throw .unavailable("\(connection.path) is a database of another program; name another file")
    }
    guard (1...Int64(migrations.count)).contains(version) else {
      throw .unavailable(
        """
        \(connection.path) has schema \(version) and this keyportd knows schemas up to \(migrations.count): \
        it was written by a newer one; use that one, or a copy from before
        """)
    }
    return Int(version)
  }

  private static func transaction<Value>(
    _ beginning: String, _ connection: Connection, _ body: () throws(StoreFailure) -> Value
  ) throws(StoreFailure) -> Value {
    try connection.run(beginning)
    do throws(StoreFailure) {
      let value = try body()
      try connection.run("COMMIT")
      return value
    } catch {
      connection.rollBack()
      throw error
    }
  }

  private static func number(_ query: String, _ connection: Connection) throws(StoreFailure) -> Int64 {
    try connection.first(query) { $0.integer(0) } ?? 0
  }
}
