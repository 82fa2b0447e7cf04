public import Cryptography

/// Stands in for a keyed hash: quick, and no secret's keeper. It spreads key and message over the digest (FNV-1a).
public struct PlainHash: KeyedHash {
  private let digestSize: Int
  private let start: UInt64

  /// Starts from the key.
  public init(_ algorithm: HashAlgorithm, key: SecretBytes) {
    digestSize = algorithm.digestSize
    start = key.withBytes { Self.mix($0, into: 0xCBF2_9CE4_8422_2325) }
  }

  /// Spreads the message over the digest.
  public mutating func authenticate(_ message: RawSpan, into code: inout MutableRawSpan) {
    var state = message.withUnsafeBytes { Self.mix($0, into: start) }
    for index in 0..<digestSize {
      state = (state ^ UInt64(index)) &* 0x100_0000_01B3
      code.storeBytes(of: UInt8(truncatingIfNeeded: state >> 24), toByteOffset: index, as: UInt8.self)
    }
  }

  private static func mix(_ bytes: UnsafeRawBufferPointer, into start: UInt64) -> UInt64 {
    bytes.reduce(start) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }
}
