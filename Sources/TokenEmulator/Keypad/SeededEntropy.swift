public import Cryptography

/// Random bytes that come again from the same seed: BLAKE2b-512 of the seed and a running number. They are as secret as the
/// seed is, so that an emulated device whose keys matter is given one from the kernel's generator.
public struct SeededEntropy<Hash: HashFunction>: RandomSource, Sendable {
  private let seed: SecretBytes
  private var block: UInt64 = 0

  /// Starts at the seed's first byte.
  public init(seed: SecretBytes) { self.seed = seed }

  /// Fills `bytes` with what follows.
  public mutating func fill(_ bytes: UnsafeMutableRawBufferPointer) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = min(rest.count, Hash.longestDigest)
      nextBlock().withBytes {
        UnsafeMutableRawBufferPointer(rebasing: rest.prefix(count)).copyMemory(
          from: UnsafeRawBufferPointer(rebasing: $0[..<count]))
      }
      rest = rest.dropFirst(count)
    }
  }

  private mutating func nextBlock() -> SecretBytes {
    var hash = Hash(digestSize: Hash.longestDigest)
    hash.update(Array("Keyport emulated entropy".utf8))
    hash.update(seed)
    hash.update(withUnsafeBytes(of: block.littleEndian) { Array($0) })
    block += 1
    return SecretBytes(count: Hash.longestDigest) { hash.finish(into: $0) }
  }
}
