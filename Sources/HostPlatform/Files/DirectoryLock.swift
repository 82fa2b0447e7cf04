import Glibc

/// Holds a directory for one process: two daemons on one state would undo each other's work.
public struct DirectoryLock: ~Copyable {
  private let descriptor: OwnedFileDescriptor

  /// Locks `directory` until this value goes or the process ends (C function: `flock`); nil while another holds it.
  public init?(_ directory: String) throws(SystemError) {
    let descriptor = try OwnedFileDescriptor.open(directory, O_RDONLY | O_DIRECTORY)
    let number = descriptor.rawValue
    do {
      _ = try SystemError.retrying("flock", directory) { flock(number, LOCK_EX | LOCK_NB) }
    } catch {
      if error.code == EWOULDBLOCK { return nil }
      throw error
    }
    self.descriptor = descriptor
  }
}
