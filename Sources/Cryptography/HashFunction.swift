/// BLAKE2b without a key (RFC 7693), fed piece by piece. The host supplies it from libsodium, the board from Monocypher.
///
/// A value is used in one place and finished once; finishing wipes what it held, since secrets are hashed too.
public protocol HashFunction {
  /// Starts a hash of `digestSize` bytes, 1 to 64. The size is a parameter of BLAKE2b: a shorter digest is not the front
  /// of a longer one.
  init(digestSize: Int)

  /// Takes in `bytes`, which may be empty.
  mutating func update(_ bytes: UnsafeRawBufferPointer)

  /// Writes the digest and wipes the state.
  /// - Parameter digest: exactly as many bytes as `init` was told; another length is a programmer's error and traps.
  mutating func finish(into digest: UnsafeMutableRawBufferPointer)
}

extension HashFunction {
  /// The size of the longest digest, in bytes: BLAKE2b-512's, Noise's HASHLEN.
  @inlinable public static var longestDigest: Int { 64 }

  /// The size of a block, in bytes: what HMAC pads its key to, Noise's BLOCKLEN.
  @inlinable public static var blockSize: Int { 128 }

  /// Takes in `bytes`.
  public mutating func update(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { update($0) }
  }

  /// Takes in a secret.
  public mutating func update(_ secret: SecretBytes) {
    secret.withBytes { update($0) }
  }
}
