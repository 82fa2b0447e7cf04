/// Why a key file is not used. The text says what to do; it never holds any of the file's bytes.
public enum KeyFileError: Error, Equatable, CustomStringConvertible {
  /// A call failed.
  case system(SystemError)
  /// It is a symbolic link, a directory or something else that is no plain file.
  case notAFile(path: String)
  /// Others than its owner can read or write it.
  case readableByOthers(path: String, mode: UInt32)
  /// Another user owns it, and so could change or has seen the key.
  case ownedByAnother(path: String, owner: UInt32)
  /// It has not the size of a key.
  case wrongSize(path: String, size: Int)

  /// One line for the operator.
  public var description: String {
    switch self {
    case .system(let error): "\(error)"
    case .notAFile(let path): "the key file \(path) is no plain file: put the file itself there"
    case .readableByOthers(let path, let mode):
      "the key file \(path) has mode 0\(String(mode, radix: 8)), so others may have read the key: if none has, "
        + "chmod 0600 it"
    case .ownedByAnother(let path, let owner):
      "the key file \(path) belongs to user \(owner), not to the one this runs as: chown it if nobody else has read it"
    case .wrongSize(let path, let size):
      "the key file \(path) holds \(size) bytes, not \(SealingKey.size): restore it from a backup; without it the "
        + "secrets in the store cannot be opened"
    }
  }
}
