import Glibc
import HostPlatform
import TwoFactor

/// The database's file: there, and its owner's alone.
struct DatabaseFile {
  let path: String

  /// Creates the file with mode 0600 where it is missing, whatever the umask, and takes others' access to it away.
  ///
  /// It is never opened here: closing a descriptor would drop the locks that SQLite holds on the same file.
  func prepare() throws(StoreFailure) {
    var status = stat()
    if stat(path, &status) != 0 {
      guard errno == ENOENT else { throw failure("stat") }
      guard mknod(path, S_IFREG | 0o600, 0) == 0 || errno == EEXIST else { throw failure("creating") }
      guard chmod(path, 0o600) == 0 else { throw failure("chmod") }
      return
    }
    guard status.st_mode & S_IFMT == S_IFREG else { throw .unavailable("\(path) is no regular file") }
    // SQLite would take what is shorter than its header for an empty file, and begin anew over it.
    guard status.st_size == 0 || status.st_size >= 100 else {
      throw .corrupt("\(path) is too short to be a database")
    }
    // A file on a read-only disk can be left as it is; nothing new is written to it.
    if status.st_mode & 0o077 != 0, chmod(path, 0o600) != 0, errno != EROFS { throw failure("chmod") }
  }

  private func failure(_ call: String) -> StoreFailure {
    let error = SystemError(call: call, subject: path)
    return switch error.code {
    case EROFS: .readOnly
    case ENOSPC, EDQUOT: .full
    default: .unavailable("\(error)")
    }
  }
}
