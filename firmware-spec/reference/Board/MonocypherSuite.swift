public import Cryptography

/// A secure session's functions, all by Monocypher.
public enum MonocypherSuite: SessionSuite {
  /// X25519 by Monocypher.
  public typealias Agreement = MonocypherKeyAgreement
  /// ChaCha20-Poly1305 by Monocypher.
  public typealias Cipher = MonocypherCipher
  /// BLAKE2b by Monocypher.
  public typealias Hash = MonocypherHash
}
