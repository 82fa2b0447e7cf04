internal import Cryptography

/// What came of an answer's body and was not taken yet. Its address is libcurl's callback context.
final class ReceivedBytes {
  /// The longest body kept: far more than any answer of the daemon's.
  static let limit = 8 << 20

  private var pieces: [SecretBytes] = []
  private(set) var count = 0

  /// Keeps a copy; false when there is no room for more, and libcurl gives up.
  func append(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard count + bytes.count <= Self.limit else { return false }
    if !bytes.isEmpty { pieces.append(SecretBytes(copying: bytes)) }
    count += bytes.count
    return true
  }

  /// All bytes in one piece; what was kept of them here is wiped.
  func take() -> SecretBytes {
    let whole = SecretBytes(count: count) { storage in
      var offset = 0
      for piece in pieces {
        piece.withBytes { UnsafeMutableRawBufferPointer(rebasing: storage[offset...]).copyMemory(from: $0) }
        offset += piece.count
      }
    }
    pieces = []
    count = 0
    return whole
  }
}
