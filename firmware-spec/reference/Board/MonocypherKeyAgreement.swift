internal import CMonocypher
public import Cryptography

/// X25519 by Monocypher (C functions: `crypto_x25519_public_key`, `crypto_x25519`).
public enum MonocypherKeyAgreement: KeyAgreement {
  /// The public key that belongs to `secret`, which must be 32 bytes.
  public static func publicKey(of secret: SecretBytes) -> PublicKey {
    precondition(secret.count == secretSize, "a secret key is 32 bytes")
    var bytes = [UInt8](repeating: 0, count: PublicKey.size)
    secret.withBytes { crypto_x25519_public_key(&bytes, $0.baseAddress!.assumingMemoryBound(to: UInt8.self)) }
    return PublicKey(bytes)!
  }

  /// The shared secret, or nil when it is all zero, which Monocypher leaves to its caller to see.
  public static func sharedSecret(of secret: SecretBytes, with publicKey: PublicKey) -> SecretBytes? {
    precondition(secret.count == secretSize, "a secret key is 32 bytes")
    let shared = SecretBytes(count: secretSize) { shared in
      secret.withBytes { secret in
        crypto_x25519(
          shared.baseAddress!.assumingMemoryBound(to: UInt8.self),
          secret.baseAddress!.assumingMemoryBound(to: UInt8.self), publicKey.bytes)
      }
    }
    return shared.matches(SecretBytes(count: secretSize) { _ in }) ? nil : shared
  }
}
