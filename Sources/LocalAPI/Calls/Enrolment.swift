public import Cryptography
public import TwoFactor

/// A token just registered.
public struct Enrolment: Sendable {
  /// Whose it is.
  public var account: AccountName
  /// The token.
  public var token: TokenSummary
  /// Its `otpauth://` URI in UTF-8, with the key; nil for the stand-in, whose key stays inside.
  public var uri: SecretBytes?

  /// Makes an enrolment.
  public init(account: AccountName, token: TokenSummary, uri: SecretBytes?) {
    self.account = account
    self.token = token
    self.uri = uri
  }
}
