internal import Board
internal import Cryptography
internal import OTPAlgorithms

/// What the firmware can find out about itself: that its codes are right, its hash is, and that sessions' keys agree.
enum SelfTest {
  /// Computes what is known.
  static func passes() -> Bool {
    guard let parameters = try? OTPParameters(algorithm: .sha1, digits: 6, movingFactor: .counter) else { return false }
    // RFC 4226, appendix D, counter 9.
    var codes = OneTimePassword<PycryptodomeKeyedHash>(
      parameters, key: SecretBytes(copying: utf8("12345678901234567890")))
    guard codes.value(at: 9) == 520_489 else { return false }
    let one = KeyPair(secret: SecretBytes(count: 32) { $0[0] = 1 }, by: MonocypherKeyAgreement.self)
    let other = KeyPair(secret: SecretBytes(count: 32) { $0[0] = 2 }, by: MonocypherKeyAgreement.self)
    guard let left = MonocypherKeyAgreement.sharedSecret(of: one.secret, with: other.publicKey),
      let right = MonocypherKeyAgreement.sharedSecret(of: other.secret, with: one.publicKey)
    else { return false }
    return left.matches(right)
  }
}
