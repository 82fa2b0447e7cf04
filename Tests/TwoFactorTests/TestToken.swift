import Cryptography
import HostPlatform
import OTPAlgorithms
import TwoFactor

/// Tokens for tests, and the codes they show.
enum TestToken {
  /// The key of RFC 4226 appendix D and RFC 6238 appendix B.
  static let rfcKey = SecretBytes(copying: Array("12345678901234567890".utf8))
  /// RFC 4226 appendix D: the codes at counters 0 to 9.
  static let rfcCodes = [
    "755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489",
  ]

  static func totp(
    id: Int64 = 1, digits: Int = 6, period: UInt64 = 30, epoch: UInt64 = 0, key: SecretBytes = rfcKey,
    next: UInt64 = 0, lastUsed: Duration? = nil, emulated: Bool = false
  ) -> Token {
    make(
      id, try! OTPParameters(digits: digits, movingFactor: .time(period: period, epoch: epoch)), key, next, lastUsed,
      emulated)
  }

  static func hotp(
    id: Int64 = 1, digits: Int = 6, key: SecretBytes = rfcKey, next: UInt64 = 0, lastUsed: Duration? = nil,
    emulated: Bool = false
  ) -> Token {
    make(id, try! OTPParameters(digits: digits, movingFactor: .counter), key, next, lastUsed, emulated)
  }

  /// The code that `token` shows at a counter or time step.
  static func code(of token: Token, at counter: UInt64) -> SecretBytes {
    var password = OneTimePassword<NettleKeyedHash>(token.parameters, key: token.secret)
    return password.digits(at: counter)
  }

  static func secret(_ text: String) -> SecretBytes { SecretBytes(copying: Array(text.utf8)) }

  /// A code of as many digits that is not `code`.
  static func anotherThan(_ code: SecretBytes) -> SecretBytes {
    SecretBytes(count: code.count) { other in
      code.withBytes { other.copyMemory(from: $0) }
      other[other.count - 1] =
        other[other.count - 1] == UInt8(ascii: "9") ? UInt8(ascii: "0") : other[other.count - 1] + 1
    }
  }

  private static func make(
    _ id: Int64, _ parameters: OTPParameters, _ key: SecretBytes, _ next: UInt64, _ lastUsed: Duration?,
    _ emulated: Bool
  ) -> Token {
    Token(
      id: id, label: "", parameters: parameters, secret: key, nextCounter: next, lastUsed: lastUsed,
      isEmulated: emulated)
  }
}
