/// HMAC with a key that is set once and then used for many messages (RFC 2104).
///
/// The host supplies it from nettle's keyed contexts, the firmware from what its board carries; both run the same
/// RFC vectors. A conforming type owns its key schedule and wipes it when it goes.
public protocol KeyedHash: ~Copyable {
  /// Sets up the inner and outer hash states for `key`, which may have any length, none included.
  init(_ algorithm: HashAlgorithm, key: SecretBytes)

  /// Writes the authentication code of `message` to the front of `code`.
  /// - Parameter code: at least `algorithm.digestSize` bytes; a shorter one is a programmer's error and traps.
  mutating func authenticate(_ message: RawSpan, into code: inout MutableRawSpan)
}
