/// Bytes that nobody else may see: a key, a code, a PIN. One owner's buffer, shared by reference and never copied;
/// wiped when the last reference goes. It prints as its length alone, and its contents stay out of reflection.
public final class SecretBytes: Sendable, CustomStringConvertible, CustomDebugStringConvertible {
  private nonisolated(unsafe) let storage: UnsafeMutableRawBufferPointer

  /// Makes a secret of `count` bytes that `fill` writes, all zero beforehand.
  public init(count: Int, filledBy fill: (UnsafeMutableRawBufferPointer) -> Void) {
    storage = .allocate(byteCount: count, alignment: 16)
    storage.initializeMemory(as: UInt8.self, repeating: 0)
    fill(storage)
  }

  /// Copies `bytes`; the caller wipes the source where that is still a secret.
  public convenience init(copying bytes: some Collection<UInt8>) {
    self.init(count: bytes.count) { storage in
      storage.copyBytes(from: bytes)
    }
  }

  /// Copies `bytes` of memory: as above, without the detour that generic code of another module is.
  public convenience init(copying bytes: UnsafeRawBufferPointer) {
    self.init(count: bytes.count) { storage in
      storage.copyMemory(from: bytes)
    }
  }

  deinit {
    erase(storage)
    storage.deallocate()
  }

  /// The length in bytes.
  public var count: Int { storage.count }

  /// Whether there are no bytes.
  public var isEmpty: Bool { storage.isEmpty }

  /// Lends the bytes for the length of `body`; they must not be kept.
  public func withBytes<Result, Failure: Error>(
    _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try body(UnsafeRawBufferPointer(storage))
  }

  /// Compares in a time that depends on the lengths alone.
  public func matches(_ other: SecretBytes) -> Bool {
    constantTimeEqual(UnsafeRawBufferPointer(storage), UnsafeRawBufferPointer(other.storage))
  }

  /// The length alone, never the contents.
  public var description: String { "SecretBytes(\(count) bytes)" }

  /// The length alone, never the contents.
  public var debugDescription: String { description }
}
