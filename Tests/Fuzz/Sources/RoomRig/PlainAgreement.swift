public import Cryptography

/// Stands in for Diffie-Hellman: powers of 3 modulo 2^61 - 1, which anyone can take back.
public enum PlainAgreement: KeyAgreement {
  private static let prime: UInt64 = 1 << 61 - 1

  /// 3 to the secret.
  public static func publicKey(of secret: SecretBytes) -> PublicKey {
    let bytes = power(of: 3, exponent(secret))
    return PublicKey((0..<32).map { $0 < 8 ? UInt8(truncatingIfNeeded: bytes >> (8 * UInt64($0))) : 0 })!
  }

  /// The other key to the secret; nil where that is zero, as with the keys that X25519 refuses.
  public static func sharedSecret(of secret: SecretBytes, with publicKey: PublicKey) -> SecretBytes? {
    let base = publicKey.bytes.prefix(8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) } % prime
    guard base != 0 else { return nil }
    var mixer = PlainMixer(power(of: base, exponent(secret)))
    return SecretBytes(count: 32) { bytes in
      for index in 0..<bytes.count { bytes[index] = mixer.next() }
    }
  }

  private static func exponent(_ secret: SecretBytes) -> UInt64 {
    var mixer = PlainMixer()
    secret.withBytes { mixer.add($0) }
    return mixer.state | 1
  }

  private static func power(of base: UInt64, _ exponent: UInt64) -> UInt64 {
    var (result, square, left) = (UInt64(1), base, exponent)
    while left > 0 {
      if left & 1 == 1 { result = product(result, square) }
      square = product(square, square)
      left >>= 1
    }
    return result
  }

  private static func product(_ first: UInt64, _ second: UInt64) -> UInt64 {
    let wide = first.multipliedFullWidth(by: second)
    let folded = (wide.high << 3 | wide.low >> 61) + (wide.low & prime)
    return folded >= prime ? folded - prime : folded
  }
}
