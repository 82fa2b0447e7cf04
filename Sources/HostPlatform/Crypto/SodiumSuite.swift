public import Cryptography

/// A secure session's functions, all by libsodium.
public enum SodiumSuite: SessionSuite {
  /// X25519 by libsodium.
  public typealias Agreement = SodiumKeyAgreement
  /// ChaCha20-Poly1305 by libsodium.
  public typealias Cipher = SodiumCipher
  /// BLAKE2b by libsodium.
  public typealias Hash = SodiumHash
}
