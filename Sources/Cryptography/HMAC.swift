/// HMAC over a hash function (RFC 2104), which Noise's key derivation wants with BLAKE2b although that has a keyed mode of
/// its own (Noise rev 34 §4.3). Digests are the longest, 64 bytes.
public struct HMAC<Hash: HashFunction> {
  private var inner = Hash(digestSize: Hash.longestDigest)
  private var outer = Hash(digestSize: Hash.longestDigest)

  /// Starts an authentication code.
  /// - Parameter key: at most a block; a longer one is a programmer's error and traps, since nothing here has one.
  public init(key: SecretBytes) {
    precondition(key.count <= Hash.blockSize, "no key here is longer than a block")
    absorb(key, paddedWith: 0x36, into: &inner)
    absorb(key, paddedWith: 0x5C, into: &outer)
  }

  /// Takes in `bytes`, which may be empty.
  public mutating func update(_ bytes: UnsafeRawBufferPointer) { inner.update(bytes) }

  /// Takes in `bytes`.
  public mutating func update(_ bytes: [UInt8]) { inner.update(bytes) }

  /// The code, 64 bytes; call it once.
  public mutating func finish() -> SecretBytes {
    let digest = SecretBytes(count: Hash.longestDigest) { inner.finish(into: $0) }
    outer.update(digest)
    return SecretBytes(count: Hash.longestDigest) { outer.finish(into: $0) }
  }
}

private func absorb<Hash: HashFunction>(_ key: SecretBytes, paddedWith pad: UInt8, into hash: inout Hash) {
  let block = SecretBytes(count: Hash.blockSize) { block in
    key.withBytes { block.copyBytes(from: $0) }
    for index in 0..<block.count { block[index] ^= pad }
  }
  hash.update(block)
}
