import CSQLite

/// The row that a statement stands at, lent for one reading; columns count from 0. Tables are STRICT, so that a column
/// holds what its declaration says or null.
struct Row {
  private let statement: OpaquePointer

  init(_ statement: OpaquePointer) { self.statement = statement }

  func integer(_ column: CInt) -> Int64 { sqlite3_column_int64(statement, column) }

  func optionalInteger(_ column: CInt) -> Int64? { isNull(column) ? nil : integer(column) }

  func time(_ column: CInt) -> Duration { .nanoseconds(integer(column)) }

  func optionalTime(_ column: CInt) -> Duration? { isNull(column) ? nil : time(column) }

  func text(_ column: CInt) -> String {
    // The text first: asking for it may change the number of bytes.
    guard let bytes = sqlite3_column_text(statement, column) else { return "" }
    let count = Int(sqlite3_column_bytes(statement, column))
    return String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
  }

  func blob(_ column: CInt) -> [UInt8] {
    guard let bytes = sqlite3_column_blob(statement, column) else { return [] }
    return [UInt8](UnsafeRawBufferPointer(start: bytes, count: Int(sqlite3_column_bytes(statement, column))))
  }

  private func isNull(_ column: CInt) -> Bool { sqlite3_column_type(statement, column) == SQLITE_NULL }
}
