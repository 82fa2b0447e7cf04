/// ChaCha20-Poly1305 with a 96-bit nonce (RFC 8439 §2.8). The host supplies it from libsodium, the board from Monocypher.
///
/// The nonce is a counter: four zero bytes, then the counter's eight, little-endian (Noise rev 34 §12.3). A key seals at
/// most one message under each counter; whoever calls sees to that.
public protocol AuthenticatedCipher {
  /// Encrypts and authenticates.
  /// - Parameters:
  ///   - key: `keySize` bytes; another length is a programmer's error and traps.
  ///   - additionalData: what is authenticated beside the text, and not sent; may be empty.
  ///   - sealed: the ciphertext, as long as `plaintext`, and the tag behind it: exactly `plaintext.count + tagSize`
  ///     bytes, not overlapping `plaintext`.
  static func seal(
    _ plaintext: UnsafeRawBufferPointer, key: SecretBytes, counter: UInt64,
    additionalData: UnsafeRawBufferPointer, into sealed: UnsafeMutableRawBufferPointer)

  /// Checks and decrypts what `seal` made.
  /// - Parameters:
  ///   - sealed: ciphertext and tag, at least `tagSize` bytes; a shorter one is a programmer's error and traps.
  ///   - plaintext: exactly `sealed.count - tagSize` bytes, not overlapping `sealed`; holds nothing of the message when
  ///     false is returned.
  /// - Returns: whether key, counter, additional data and every byte are those of the sealing.
  static func open(
    _ sealed: UnsafeRawBufferPointer, key: SecretBytes, counter: UInt64,
    additionalData: UnsafeRawBufferPointer, into plaintext: UnsafeMutableRawBufferPointer
  ) -> Bool
}

extension AuthenticatedCipher {
  /// The size of a key, in bytes.
  @inlinable public static var keySize: Int { 32 }

  /// The size of a tag, in bytes.
  @inlinable public static var tagSize: Int { 16 }
}
