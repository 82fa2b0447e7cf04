public import Glibc

/// A descriptor with one owner, closed when the owner goes.
public struct OwnedFileDescriptor: ~Copyable, Sendable {
  /// The number, lent: never close it, never keep it longer than the owner.
  public let rawValue: CInt

  /// Takes over a descriptor that is open and owned by nobody else.
  public init(adopting rawValue: CInt) {
    precondition(rawValue >= 0, "adopting a descriptor that is not open")
    self.rawValue = rawValue
  }

  deinit { _ = Glibc.close(rawValue) }

  /// Opens `path` with `O_CLOEXEC` added (C function: `open`).
  public static func open(_ path: String, _ flags: CInt, mode: mode_t = 0) throws(SystemError) -> OwnedFileDescriptor {
    let descriptor = try SystemError.retrying("open", path) { Glibc.open(path, flags | O_CLOEXEC, mode) }
    return OwnedFileDescriptor(adopting: descriptor)
  }

  /// Writes as many bytes as the kernel takes now; nil when it would have to wait (C function: `write`).
  public borrowing func write(_ bytes: UnsafeRawBufferPointer) throws(SystemError) -> Int? {
    let descriptor = rawValue
    return try SystemError.unlessBlocked("write") { Glibc.write(descriptor, bytes.baseAddress, bytes.count) }
  }

  /// Reads what is there; 0 at the end, nil when it would have to wait (C function: `read`).
  public borrowing func read(into buffer: UnsafeMutableRawBufferPointer) throws(SystemError) -> Int? {
    let descriptor = rawValue
    return try SystemError.unlessBlocked("read") { Glibc.read(descriptor, buffer.baseAddress, buffer.count) }
  }
}
