/// A block cipher with one key and blocks of 16 bytes: AES-128 (FIPS 197), for devices whose protocol is made of it.
///
/// The host supplies it from nettle. Copies share one key schedule, which is wiped when the last of them goes.
public protocol BlockCipher {
  /// Sets up the schedules of `key`.
  /// - Parameter key: 16 bytes; any other length is a programmer's error and traps.
  init(key: SecretBytes)

  /// Encrypts in place.
  /// - Parameter block: at least 16 bytes, of which the first 16 are taken; fewer is a programmer's error and traps.
  func encrypt(_ block: inout MutableRawSpan)

  /// Decrypts in place.
  /// - Parameter block: at least 16 bytes, of which the first 16 are taken; fewer is a programmer's error and traps.
  func decrypt(_ block: inout MutableRawSpan)
}
