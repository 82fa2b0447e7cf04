import CSQLite
import Glibc
import HostPlatform
import TwoFactor

/// A connection to one database file, its statements prepared once and kept. It belongs to one thread.
final class Connection {
  /// The file's path.
  let path: String
  /// Whether a failure was met that opening the file anew may get over.
  private(set) var isInDoubt = false

  private let handle: OpaquePointer
  private let lockLimit: Duration
  private var statements: [String: Statement] = [:]

  /// Opens the file and sets the connection up: nothing in the file is trusted to be well-formed or friendly, and a
  /// commit has reached the disk when it returns.
  init(path: String, lockLimit: Duration) throws(StoreFailure) {
    self.path = path
    self.lockLimit = lockLimit
    var handle: OpaquePointer?
    let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE
    let code = sqlite3_open_v2(path, &handle, flags, nil)
    guard let handle else { throw .unavailable("there is no memory left") }
    self.handle = handle
    try check(code)
    try check(sqlite3_busy_timeout(handle, CInt(clamping: lockLimit.nanoseconds / 1_000_000)))
    for (option, value) in [
      (SQLITE_DBCONFIG_DEFENSIVE, 1), (SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0), (SQLITE_DBCONFIG_ENABLE_FKEY, 1),
      (SQLITE_DBCONFIG_DQS_DDL, 0), (SQLITE_DBCONFIG_DQS_DML, 0),
    ] as [(CInt, CInt)] {
      try check(keyport_sqlite_set_option(handle, option, value))
    }
    try run("PRAGMA synchronous = FULL")
    try run("PRAGMA temp_store = MEMORY")
    try run("PRAGMA cell_size_check = ON")
  }

  deinit {
    statements.removeAll()
    sqlite3_close_v2(handle)
  }

  /// Whether a transaction is open (C function: `sqlite3_get_autocommit`).
  var isInTransaction: Bool { sqlite3_get_autocommit(handle) == 0 }

  /// Undoes the open transaction, unless SQLite has done so itself.
  func rollBack() {
    if isInTransaction { _ = try? run("ROLLBACK") }
  }

  /// Runs a statement to its end.
  /// - Returns: how many rows an INSERT, UPDATE or DELETE changed; meaningless for others.
  @discardableResult
  func run(_ sql: String, _ values: SQLValue...) throws(StoreFailure) -> Int {
    _ = try collect(sql, values) { _ in }
    return Int(sqlite3_changes(handle))
  }

  /// Reads every row.
  func rows<Value>(
    _ sql: String, _ values: SQLValue..., read: (Row) throws(StoreFailure) -> Value
  ) throws(StoreFailure) -> [Value] {
    try collect(sql, values, read)
  }

  /// Reads the first row, if there is one; the statement is run to its end all the same.
  func first<Value>(
    _ sql: String, _ values: SQLValue..., read: (Row) throws(StoreFailure) -> Value
  ) throws(StoreFailure) -> Value? {
    try collect(sql, values, read).first
  }

  /// Sets the file to write-ahead logging, which it remembers.
  func enableWriteAheadLog() throws(StoreFailure) {
    if try mode("PRAGMA journal_mode") == "wal" { return }
    // SQLite does not wait for a lock here, and two processes may be the first ones at the same time.
    let deadline = Duration.boottime + lockLimit
    while true {
      do throws(StoreFailure) {
        let mode = try mode("PRAGMA journal_mode = WAL")
        guard mode == "wal" else { throw .unavailable("\(path) cannot be set to write-ahead logging, but to \(mode)") }
        return
      } catch {
        guard sqlite3_errcode(handle) & 0xFF == SQLITE_BUSY, Duration.boottime < deadline else { throw error }
        usleep(5000)
      }
    }
  }

  /// Moves the log into the file as far as no reader is in the way; what stays is moved another time.
  func checkpoint() { sqlite3_wal_checkpoint_v2(handle, nil, SQLITE_CHECKPOINT_PASSIVE, nil, nil) }

  private func mode(_ pragma: String) throws(StoreFailure) -> String { try first(pragma) { $0.text(0) } ?? "" }

  private func collect<Value>(
    _ sql: String, _ values: [SQLValue], _ read: (Row) throws(StoreFailure) -> Value
  ) throws(StoreFailure) -> [Value] {
    let statement = try prepare(sql)
    defer { statement.reset() }
    try check(statement.bind(values))
    var rows: [Value] = []
    while true {
      switch statement.step() {
      case SQLITE_ROW: rows.append(try read(statement.row))
      case SQLITE_DONE: return rows
      case let code: try check(code)
      }
    }
  }

  private func prepare(_ sql: String) throws(StoreFailure) -> Statement {
    if let statement = statements[sql] { return statement }
    var handle: OpaquePointer?
    try check(sqlite3_prepare_v3(self.handle, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &handle, nil))
    guard let handle else { throw .unavailable("an empty statement") }
    let statement = Statement(adopting: handle)
    statements[sql] = statement
    return statement
  }

  private func check(_ code: CInt) throws(StoreFailure) {
    guard code != SQLITE_OK else { return }
    switch code & 0xFF {
    case SQLITE_CORRUPT, SQLITE_NOTADB, SQLITE_IOERR, SQLITE_CANTOPEN, SQLITE_READONLY: isInDoubt = true
    default: break
    }
    throw StoreFailure(
      sqlite: code, message: String(cString: sqlite3_errmsg(handle)), systemCode: sqlite3_system_errno(handle),
      path: path)
  }
}
