public import Cryptography
public import TwoFactor

/// A token just registered.
public struct Enrolment: Sendable {
  /// Whose it is.
  public var account: AccountName
  /// The token.
  public var token: TokenSummary
  /// Its `otpauth://` URI in UTF-8, with the key; nil for the stand-in and devices, whose keys stay inside.
  public var uri: SecretBytes?
  /// The device's slot that has the key, where one has.
  public var slot: Int?

  /// Makes an enrolment.
  public init(account: AccountName, token: TokenSummary, uri: SecretBytes?, slot: Int? = nil) {
    self.account = account
    self.token = token
    self.uri = uri
    self.slot = slot
  }
}
