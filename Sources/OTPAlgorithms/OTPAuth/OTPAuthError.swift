/// Why a text is no `otpauth://` URI that a token can be made of. It never holds a part of the text, which has the key.
public enum OTPAuthError: Error, Equatable, CustomStringConvertible {
  /// The parameters that have a meaning here.
  public enum Parameter: Equatable, Sendable, CaseIterable {
    case secret
    case issuer
    case algorithm
    case digits
    case period
    case counter
    /// T0 of RFC 6238 §4.1, a Unix time. An addition of this project, written only where it is not 0.
    case epoch

    /// Its name in the URI.
    public var name: StaticString {
      switch self {
      case .secret: "secret"
      case .issuer: "issuer"
      case .algorithm: "algorithm"
      case .digits: "digits"
      case .period: "period"
      case .counter: "counter"
      case .epoch: "t0"
      }
    }
  }

  /// It does not begin with `otpauth://`.
  case scheme
  /// The type is neither `totp` nor `hotp`.
  case type
  /// A percent sign without two hexadecimal digits after it.
  case percentEncoding
  /// The label or the issuer is no UTF-8, or has control characters.
  case name
  /// A parameter that is there twice.
  case duplicate(Parameter)
  /// No `secret`, or an empty one.
  case missingSecret
  /// The `secret` is no base32.
  case secret(Base32Error)
  /// The algorithm is none of SHA1, SHA256 and SHA512.
  case algorithm
  /// `digits` is no number from 6 to 10.
  case digits
  /// `period` is no number of seconds from 1.
  case period
  /// `t0` is no Unix time.
  case epoch
  /// `hotp` without a `counter`.
  case missingCounter
  /// `counter` is no number of at most 64 bits.
  case counter

  /// One line for the user.
  public var description: String {
    switch self {
    case .scheme: "the text does not begin with otpauth://"
    case .type: "the type after otpauth:// is neither totp nor hotp"
    case .percentEncoding: "a % sign is not followed by two hexadecimal digits"
    case .name: "the label or the issuer is no UTF-8 text, or has control characters"
    case .duplicate(let parameter): "the parameter \(parameter.name) is there twice"
    case .missingSecret: "the parameter secret is missing or empty"
    case .secret(let error): "the parameter secret is no base32: \(error)"
    case .algorithm: "the algorithm is none of SHA1, SHA256 and SHA512"
    case .digits: "the parameter digits is no number from 6 to 10"
    case .period: "the parameter period is no number of seconds from 1"
    case .epoch: "the parameter t0 is no Unix time"
    case .missingCounter: "a hotp token needs the parameter counter"
    case .counter: "the parameter counter is no number from 0 to 18446744073709551615"
    }
  }
}
