internal import CSodium
public import Cryptography

/// ChaCha20-Poly1305 by libsodium (C functions: `crypto_aead_chacha20poly1305_ietf_encrypt` and `…_decrypt`).
public enum SodiumCipher: AuthenticatedCipher {
  /// Encrypts and authenticates.
  public static func seal(
    _ plaintext: UnsafeRawBufferPointer, key: SecretBytes, counter: UInt64,
    additionalData: UnsafeRawBufferPointer, into sealed: UnsafeMutableRawBufferPointer
  ) {
    precondition(key.count == keySize && sealed.count == plaintext.count + tagSize, "the sizes fit")
    key.withBytes { key in
      withNonce(counter) { nonce in
        let status = crypto_aead_chacha20poly1305_ietf_encrypt(
          sealed.baseAddress!.assumingMemoryBound(to: UInt8.self), nil,
          plaintext.baseAddress?.assumingMemoryBound(to: UInt8.self), UInt64(plaintext.count),
          additionalData.baseAddress?.assumingMemoryBound(to: UInt8.self), UInt64(additionalData.count), nil, nonce,
          key.baseAddress!.assumingMemoryBound(to: UInt8.self))
        precondition(status == 0, "libsodium seals everything that fits memory")
      }
    }
  }

  /// Checks and decrypts; libsodium checks first, and leaves zeros where the tag does not fit.
  public static func open(
    _ sealed: UnsafeRawBufferPointer, key: SecretBytes, counter: UInt64,
    additionalData: UnsafeRawBufferPointer, into plaintext: UnsafeMutableRawBufferPointer
  ) -> Bool {
    precondition(
      key.count == keySize && sealed.count >= tagSize && plaintext.count == sealed.count - tagSize, "the sizes fit")
    // Where there is no text, libsodium still wants an address: without one it checks nothing but the tag, and so do we.
    var nothing: UInt8 = 0
    return withUnsafeMutablePointer(to: &nothing) { nothing in
      key.withBytes { key in
        withNonce(counter) { nonce in
          crypto_aead_chacha20poly1305_ietf_decrypt(
            plaintext.baseAddress?.assumingMemoryBound(to: UInt8.self) ?? nothing, nil, nil,
            sealed.baseAddress!.assumingMemoryBound(to: UInt8.self), UInt64(sealed.count),
            additionalData.baseAddress?.assumingMemoryBound(to: UInt8.self), UInt64(additionalData.count), nonce,
            key.baseAddress!.assumingMemoryBound(to: UInt8.self)) == 0
        }
      }
    }
  }

  /// Lends the 12 bytes: four zeros, then the counter, little-endian (Noise rev 34 §12.3).
  private static func withNonce<Result>(_ counter: UInt64, _ body: (UnsafePointer<UInt8>) -> Result) -> Result {
    withUnsafeTemporaryAllocation(byteCount: 12, alignment: 1) { nonce in
      nonce.storeBytes(of: 0, as: UInt32.self)
      nonce.storeBytes(of: counter.littleEndian, toByteOffset: 4, as: UInt64.self)
      return body(UnsafePointer(nonce.baseAddress!.assumingMemoryBound(to: UInt8.self)))
    }
  }
}
