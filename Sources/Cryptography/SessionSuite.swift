/// The three functions that a secure session is made of, by one supplier: what the Noise Protocol Framework calls
/// `25519_ChaChaPoly_BLAKE2b`.
public protocol SessionSuite {
  /// X25519.
  associatedtype Agreement: KeyAgreement
  /// ChaCha20-Poly1305.
  associatedtype Cipher: AuthenticatedCipher
  /// BLAKE2b.
  associatedtype Hash: HashFunction
}
