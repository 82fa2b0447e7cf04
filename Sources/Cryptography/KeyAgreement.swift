/// Diffie-Hellman over Curve25519: X25519 (RFC 7748 §5). The host supplies it from libsodium, the board from Monocypher.
public protocol KeyAgreement {
  /// The public key that belongs to `secret`, `PublicKey.size` bytes: X25519(secret, 9).
  /// - Parameter secret: 32 random bytes, as they were drawn: clamping is the function's part. Another length is a
  ///   programmer's error and traps.
  static func publicKey(of secret: SecretBytes) -> PublicKey

  /// The 32 bytes that both sides compute: X25519(secret, publicKey).
  /// - Returns: nil when they are all zero, as they are for every key that a point of low order makes: such a key would
  ///   let its sender choose the result (RFC 7748 §6.1).
  static func sharedSecret(of secret: SecretBytes, with publicKey: PublicKey) -> SecretBytes?
}

extension KeyAgreement {
  /// The size of a secret key and of a shared secret, in bytes.
  @inlinable public static var secretSize: Int { 32 }
}
