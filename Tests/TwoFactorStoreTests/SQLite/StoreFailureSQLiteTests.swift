import Foundation
import Testing
import TwoFactor

@testable import TwoFactorStore

@Suite("SQLite's result codes")
struct StoreFailureSQLiteTests {
  static let cases: [(code: Int32, system: Int32, failure: StoreFailure)] = [
    (13, 0, .full),
    (10 | 3 << 8, ENOSPC, .full),
    (10, EDQUOT, .full),
    (14, ENOSPC, .full),
    (8, 0, .readOnly),
    (8 | 1 << 8, 0, .readOnly),
    (14, EROFS, .readOnly),
    (14, ENOENT, .readOnly),
    (11, 0, .corrupt("/db: words")),
    (26, 0, .corrupt("/db: words")),
    (5, 0, .unavailable("another process keeps /db locked")),
    (6, 0, .unavailable("another process keeps /db locked")),
    (14, EACCES, .unavailable("I/O /db: Permission denied")),
    (10 | 1 << 8, EIO, .unavailable("I/O /db: Input/output error")),
    (10, 0, .unavailable("words")),
    (7, 0, .unavailable("there is no memory left")),
    (1, 0, .unavailable("/db: words")),
  ]

  @Test("each code becomes the failure that an operator can act on", arguments: cases)
  func mapped(code: Int32, system: Int32, failure: StoreFailure) {
    #expect(StoreFailure(sqlite: code, message: "words", systemCode: system, path: "/db") == failure)
  }
}
