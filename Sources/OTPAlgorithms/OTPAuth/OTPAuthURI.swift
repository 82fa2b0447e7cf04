public import Cryptography

/// A token as authenticator apps exchange it: `otpauth://totp/ISSUER:ACCOUNT?secret=…` (the Key URI Format of Google
/// Authenticator), percent-encoded as RFC 3986 says.
public struct OTPAuthURI: Sendable {
  /// Who runs the service; nil when unknown, never empty after parsing.
  public var issuer: String?
  /// Whose token it is; may be empty.
  public var accountName: String
  /// The shared key.
  public var secret: SecretBytes
  /// How codes are made.
  public var parameters: OTPParameters
  /// The first counter of a counter-based token; 0 for the others.
  public var counter: UInt64

  /// Makes a token's description. Names with control characters can be written but not be parsed again.
  public init(
    issuer: String?, accountName: String, secret: SecretBytes, parameters: OTPParameters, counter: UInt64 = 0
  ) {
    self.issuer = issuer
    self.accountName = accountName
    self.secret = secret
    self.parameters = parameters
    self.counter = counter
  }
}
