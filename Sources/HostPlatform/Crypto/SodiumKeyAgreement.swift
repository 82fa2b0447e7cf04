internal import CSodium
public import Cryptography

/// X25519 by libsodium (C functions: `crypto_scalarmult_curve25519_base`, `crypto_scalarmult_curve25519`).
public enum SodiumKeyAgreement: KeyAgreement {
  /// Draws a key pair from the kernel's generator.
  public static func makeKeyPair() -> KeyPair {
    var random = KernelRandom()
    return KeyPair(secret: random.secret(count: secretSize), by: Self.self)
  }

  /// The public key that belongs to `secret`, which must be 32 bytes.
  public static func publicKey(of secret: SecretBytes) -> PublicKey {
    precondition(secret.count == secretSize, "a secret key is 32 bytes")
    let bytes = [UInt8](unsafeUninitializedCapacity: PublicKey.size) { buffer, count in
      secret.withBytes { secret in
        let status = crypto_scalarmult_curve25519_base(
          buffer.baseAddress!, secret.baseAddress!.assumingMemoryBound(to: UInt8.self))
        precondition(status == 0, "the base point has no low order")
      }
      count = PublicKey.size
    }
    return PublicKey(bytes)!
  }

  /// The shared secret, or nil when it is all zero, which libsodium tells by its status.
  public static func sharedSecret(of secret: SecretBytes, with publicKey: PublicKey) -> SecretBytes? {
    precondition(secret.count == secretSize, "a secret key is 32 bytes")
    var status: CInt = -1
    let shared = SecretBytes(count: secretSize) { shared in
      secret.withBytes { secret in
        status = crypto_scalarmult_curve25519(
          shared.baseAddress!.assumingMemoryBound(to: UInt8.self),
          secret.baseAddress!.assumingMemoryBound(to: UInt8.self), publicKey.bytes)
      }
    }
    return status == 0 ? shared : nil
  }
}
