import Cryptography

/// Stands in for a keyed hash: quick, and no secret's keeper. It reads all of the message and fills the digest (FNV-1a).
struct Checksum: KeyedHash {
  private let digestSize: Int

  init(_ algorithm: HashAlgorithm, key: SecretBytes) { digestSize = algorithm.digestSize }

  mutating func authenticate(_ message: RawSpan, into code: inout MutableRawSpan) {
    var state = message.withUnsafeBytes { message in
      message.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }
    for index in 0..<digestSize {
      state = (state ^ UInt64(index)) &* 0x100_0000_01B3
      code.storeBytes(of: UInt8(truncatingIfNeeded: state >> 24), toByteOffset: index, as: UInt8.self)
    }
  }
}
