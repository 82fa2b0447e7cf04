import CSQLite
import Glibc
import HostPlatform
import TwoFactor

extension StoreFailure {
  /// Says what a result code of SQLite means for the store (sqlite.org/rescode.html). SQLite's own messages name
  /// tables and columns, never what was bound.
  init(sqlite code: CInt, message: String, systemCode: CInt, path: String) {
    let system = systemCode == 0 ? message : "\(SystemError(call: "I/O", subject: path, code: systemCode))"
    switch (code & 0xFF, systemCode) {
    case (SQLITE_FULL, _), (SQLITE_IOERR, ENOSPC), (SQLITE_IOERR, EDQUOT), (SQLITE_CANTOPEN, ENOSPC): self = .full
    // The file itself was there before SQLite was asked, so that what is missing is its log, which a folder that may
    // not be written cannot get.
    case (SQLITE_READONLY, _), (SQLITE_CANTOPEN, ENOENT), (SQLITE_CANTOPEN, EROFS), (SQLITE_IOERR, EROFS):
      self = .readOnly
    case (SQLITE_CORRUPT, _), (SQLITE_NOTADB, _): self = .corrupt("\(path): \(message)")
    case (SQLITE_BUSY, _), (SQLITE_LOCKED, _): self = .unavailable("another process keeps \(path) locked")
    case (SQLITE_CANTOPEN, _), (SQLITE_IOERR, _), (SQLITE_AUTH, _), (SQLITE_PERM, _): self = .unavailable(system)
    case (SQLITE_NOMEM, _): self = .unavailable("there is no memory left")
    default: self = .unavailable("\(path): \(message)")
    }
  }
}
