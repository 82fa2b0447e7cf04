import Cryptography
import Glibc

/// The file that holds the key which seals the store's secrets: `SealingKey.size` random bytes that only this user may
/// read.
public enum KeyFile {
  /// Reads the key at `path`, or makes one there where no file is: written whole, synced and with mode 0600 before it has
  /// its name, so that a crash leaves no half of a key. Of two that make one at once, both get the one that came first.
  ///
  /// A file that is a link, that others may read, or that another user owns is refused.
  public static func loadOrCreateKey(at path: String) throws(KeyFileError) -> SealingKey {
    if let key = try load(path) { return key }
    do {
      try create(path)
    } catch {
      throw .system(error)
    }
    guard let key = try load(path) else { throw .system(SystemError(call: "open", subject: path, code: ENOENT)) }
    return key
  }

  private static func load(_ path: String) throws(KeyFileError) -> SealingKey? {
    let file: OwnedFileDescriptor
    do {
      // Non-blocking, or a FIFO put there would hold up the start.
      file = try .open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
    } catch {
      if error.code == ENOENT { return nil }
      if error.code == ELOOP { throw .notAFile(path: path) }
      throw .system(error)
    }
    var status = stat()
    guard fstat(file.rawValue, &status) == 0 else { throw .system(SystemError(call: "fstat", subject: path)) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw .notAFile(path: path) }
    guard status.st_uid == geteuid() else { throw .ownedByAnother(path: path, owner: status.st_uid) }
    guard status.st_mode & 0o077 == 0 else {
      throw .readableByOthers(path: path, mode: UInt32(status.st_mode & 0o7777))
    }
    guard status.st_size == SealingKey.size else { throw .wrongSize(path: path, size: Int(status.st_size)) }
    var count = 0
    let number = file.rawValue
    let bytes = SecretBytes(count: SealingKey.size) { buffer in
      while count < buffer.count {
        let more = Glibc.read(number, buffer.baseAddress! + count, buffer.count - count)
        if more < 0 && errno == EINTR { continue }
        if more <= 0 { return }
        count += more
      }
    }
    guard count == SealingKey.size, let key = SealingKey(bytes) else { throw .wrongSize(path: path, size: count) }
    return key
  }

  /// Writes a new key beside `path` and links it there; an existing file stays as it is.
  private static func create(_ path: String) throws(SystemError) {
    let slash = path.lastIndex(of: "/")
    let directory = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    var random = KernelRandom()
    let mark = random.secret(count: 8).withBytes { $0.map { String($0, radix: 16) }.joined() }
    let draft = "\(path).new-\(mark)"
    let file = try OwnedFileDescriptor.open(draft, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode: 0o600)
    defer { _ = unlink(draft) }
    let key = random.secret(count: SealingKey.size)
    let number = file.rawValue
    // A file takes 32 bytes whole or has no room.
    let written = try SystemError.retrying("write", draft) {
      key.withBytes { Glibc.write(number, $0.baseAddress, $0.count) }
    }
    guard written == key.count else { throw SystemError(call: "write", subject: draft, code: ENOSPC) }
    _ = try SystemError.retrying("fsync", draft) { fsync(number) }
    do {
      _ = try SystemError.retrying("link", path) { link(draft, path) }
    } catch {
      guard error.code == EEXIST else { throw error }
    }
    let parent = try OwnedFileDescriptor.open(directory, O_RDONLY | O_DIRECTORY)
    let parentNumber = parent.rawValue
    _ = try SystemError.retrying("fsync", directory) { fsync(parentNumber) }
  }
}
