internal import CMonocypher
public import Cryptography

/// ChaCha20-Poly1305 by Monocypher, in RFC 8439's form: its one-shot functions are XChaCha20's, so the incremental
/// interface is used for one message (C functions: `crypto_aead_init_ietf`, `crypto_aead_write`, `crypto_aead_read`).
public enum MonocypherCipher: AuthenticatedCipher {
  /// Encrypts and authenticates.
  public static func seal(
    _ plaintext: UnsafeRawBufferPointer, key: SecretBytes, counter: UInt64,
    additionalData: UnsafeRawBufferPointer, into sealed: UnsafeMutableRawBufferPointer
  ) {
    precondition(key.count == keySize && sealed.count == plaintext.count + tagSize, "the sizes fit")
    let start = sealed.baseAddress!.assumingMemoryBound(to: UInt8.self)
    withContext(key, counter) { context in
      crypto_aead_write(
        context, start, start + plaintext.count, additionalData.baseAddress?.assumingMemoryBound(to: UInt8.self),
        additionalData.count, plaintext.baseAddress?.assumingMemoryBound(to: UInt8.self), plaintext.count)
    }
  }

  /// Checks and decrypts; Monocypher checks first, and writes nothing where the tag does not fit.
  public static func open(
    _ sealed: UnsafeRawBufferPointer, key: SecretBytes, counter: UInt64,
    additionalData: UnsafeRawBufferPointer, into plaintext: UnsafeMutableRawBufferPointer
  ) -> Bool {
    precondition(
      key.count == keySize && sealed.count >= tagSize && plaintext.count == sealed.count - tagSize, "the sizes fit")
    let start = sealed.baseAddress!.assumingMemoryBound(to: UInt8.self)
    return withContext(key, counter) { context in
      crypto_aead_read(
        context, plaintext.baseAddress?.assumingMemoryBound(to: UInt8.self), start + plaintext.count,
        additionalData.baseAddress?.assumingMemoryBound(to: UInt8.self), additionalData.count, start, plaintext.count)
        == 0
    }
  }

  /// Lends a context for one message, under four zero bytes and the counter, little-endian, and wipes it.
  private static func withContext<Result>(
    _ key: SecretBytes, _ counter: UInt64, _ body: (UnsafeMutablePointer<crypto_aead_ctx>) -> Result
  ) -> Result {
    withUnsafeTemporaryAllocation(byteCount: 12, alignment: 4) { nonce in
      nonce.storeBytes(of: 0, as: UInt32.self)
      nonce.storeBytes(of: UInt32(truncatingIfNeeded: counter), toByteOffset: 4, as: UInt32.self)
      nonce.storeBytes(of: UInt32(truncatingIfNeeded: counter >> 32), toByteOffset: 8, as: UInt32.self)
      var context = crypto_aead_ctx()
      defer { crypto_wipe(&context, MemoryLayout<crypto_aead_ctx>.size) }
      key.withBytes { key in
        crypto_aead_init_ietf(
          &context, key.baseAddress!.assumingMemoryBound(to: UInt8.self),
          nonce.baseAddress!.assumingMemoryBound(to: UInt8.self))
      }
      return body(&context)
    }
  }
}
