import Cryptography

/// The six digits that host and device both show when they are paired, and that a person compares.
///
/// They are a short authentication string (S. Vaudenay, "Secure communications over insecure channels based on short
/// authenticated strings", CRYPTO 2005; Bluetooth's numeric comparison works the same way): two sides that a third stands
/// between have had two handshakes with two hashes, and show two numbers, which agree by chance once in a million times.
///
/// The device commits itself to its nonce before the host shows its own, and that is why the number may be short. Without
/// the commitment, whoever stands between could try keys or nonces by itself until both numbers agree; a million tries
/// take it less than a second. With it, each side's nonce is settled before the other's is known, so that whoever stands
/// between has one try for each pairing that a person starts, and a failed one is seen.
///
/// The number is no secret: to know it helps nobody.
public struct PairingNumber: Hashable, Sendable, CustomStringConvertible {
  /// How many digits there are.
  public static var digitCount: Int { 6 }

  /// 0 to 999,999.
  public let value: UInt32

  /// The first eight bytes, as a big-endian number, of BLAKE2b-512("Keyport pairing number" ‖ handshakeHash ‖ hostNonce ‖
  /// deviceNonce), modulo 1,000,000. A number is at most 1 in 10¹³ likelier than another.
  init<Hash: HashFunction>(
    handshakeHash: [UInt8], hostNonce: PairingNonce, deviceNonce: PairingNonce, by function: Hash.Type
  ) {
    var hash = Hash(digestSize: Hash.longestDigest)
    hash.update(Array("Keyport pairing number".utf8))
    hash.update(handshakeHash)
    hash.update(hostNonce.bytes)
    hash.update(deviceNonce.bytes)
    var digest = [UInt8](repeating: 0, count: Hash.longestDigest)
    digest.withUnsafeMutableBytes { hash.finish(into: $0) }
    // Byte by byte, since a board without 64-bit division must do it too.
    var remainder: UInt32 = 0
    for byte in digest[..<8] { remainder = (remainder * 256 + UInt32(byte)) % 1_000_000 }
    value = remainder
  }

  /// The digits' ASCII codes, leading zeros included.
  public var digits: [UInt8] {
    var digits = [UInt8](repeating: 0, count: Self.digitCount)
    var rest = value
    for place in (0..<Self.digitCount).reversed() {
      digits[place] = UInt8(0x30 + rest % 10)
      rest /= 10
    }
    return digits
  }

  /// The six digits.
  public var description: String { String(decoding: digits, as: UTF8.self) }
}
