import CSQLite

/// A prepared statement, finalized with its owner.
final class Statement {
  private let handle: OpaquePointer

  /// Takes over a statement just prepared.
  init(adopting handle: OpaquePointer) { self.handle = handle }

  deinit { sqlite3_finalize(handle) }

  /// The row it stands at.
  var row: Row { Row(handle) }

  /// Binds values to the parameters in order (C functions: `sqlite3_bind_…`).
  func bind(_ values: [SQLValue]) -> CInt {
    for (index, value) in zip(CInt(1)..., values) {
      let code =
        switch value {
        case .null: sqlite3_bind_null(handle, index)
        case .integer(let number): sqlite3_bind_int64(handle, index, number)
        case .text(var text):
          text.withUTF8 { utf8 in
            utf8.withMemoryRebound(to: CChar.self) { bytes in
              // An empty string's address may be nil, which would bind null.
              bytes.isEmpty
                ? sqlite3_bind_text(handle, index, "", 0, keyport_sqlite_transient())
                : sqlite3_bind_text(handle, index, bytes.baseAddress, CInt(bytes.count), keyport_sqlite_transient())
            }
          }
        case .blob(let bytes):
          bytes.isEmpty
            ? sqlite3_bind_zeroblob(handle, index, 0)
            : sqlite3_bind_blob(handle, index, bytes, CInt(bytes.count), keyport_sqlite_transient())
        }
      if code != SQLITE_OK { return code }
    }
    return SQLITE_OK
  }

  /// Moves to the next row (C function: `sqlite3_step`).
  func step() -> CInt { sqlite3_step(handle) }

  /// Makes it ready for the next run, and forgets what was bound.
  func reset() {
    sqlite3_reset(handle)
    sqlite3_clear_bindings(handle)
  }
}
