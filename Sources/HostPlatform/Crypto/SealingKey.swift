internal import CSodium
public import Cryptography

/// Seals secrets for the store: XChaCha20-Poly1305 (libsodium) under one 32-byte key, a random 24-byte nonce in front.
///
/// What a secret belongs to goes in as additional data, so that a sealed secret moved to another row does not open.
public struct SealingKey: Sendable {
  /// The key's size in bytes.
  public static let size = 32

  private let key: SecretBytes

  /// Takes a key of `size` bytes; nil for any other length.
  public init?(_ key: SecretBytes) {
    guard key.count == Self.size, sodium_init() >= 0 else { return nil }
    self.key = key
  }

  /// Returns nonce (24), ciphertext (as long as the secret), tag (16).
  public func seal(_ secret: SecretBytes, for owner: String) -> [UInt8] {
    var random = KernelRandom()
    let nonceSize = Int(crypto_aead_xchacha20poly1305_ietf_NPUBBYTES)
    let tagSize = Int(crypto_aead_xchacha20poly1305_ietf_ABYTES)
    let owner = Array(owner.utf8)
    return [UInt8](unsafeUninitializedCapacity: nonceSize + secret.count + tagSize) { buffer, count in
      random.fill(UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(buffer)[..<nonceSize]))
      var length: UInt64 = 0
      key.withBytes { key in
        secret.withBytes { secret in
          _ = crypto_aead_xchacha20poly1305_ietf_encrypt(
            buffer.baseAddress! + nonceSize, &length, secret.baseAddress?.assumingMemoryBound(to: UInt8.self),
            UInt64(secret.count), owner, UInt64(owner.count), nil, buffer.baseAddress!,
            key.baseAddress!.assumingMemoryBound(to: UInt8.self))
        }
      }
      count = nonceSize + Int(length)
    }
  }

  /// Opens what `seal` returned for the same owner; nil when anything was changed.
  public func open(_ sealed: [UInt8], for owner: String) -> SecretBytes? {
    let nonceSize = Int(crypto_aead_xchacha20poly1305_ietf_NPUBBYTES)
    let overhead = nonceSize + Int(crypto_aead_xchacha20poly1305_ietf_ABYTES)
    guard sealed.count >= overhead else { return nil }
    let owner = Array(owner.utf8)
    var opened = false
    let secret = SecretBytes(count: sealed.count - overhead) { secret in
      // An empty secret still has a tag to check, and libsodium wants an address.
      var nothing: UInt8 = 0
      withUnsafeMutablePointer(to: &nothing) { nothing in
        sealed.withUnsafeBufferPointer { sealed in
          key.withBytes { key in
            opened =
              crypto_aead_xchacha20poly1305_ietf_decrypt(
                secret.baseAddress?.assumingMemoryBound(to: UInt8.self) ?? nothing, nil, nil,
                sealed.baseAddress! + nonceSize, UInt64(sealed.count - nonceSize), owner, UInt64(owner.count),
                sealed.baseAddress!, key.baseAddress!.assumingMemoryBound(to: UInt8.self)) == 0
          }
        }
      }
    }
    return opened ? secret : nil
  }
}
