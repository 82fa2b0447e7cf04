import Cryptography

/// The store looks the account up.
struct FindingAccount: Sendable {
  /// The code typed in the client, for a login that has one from the start.
  var code: SecretBytes?
  /// Until when a code is awaited, should the account have a token.
  var codeDeadline: Duration
  /// Until when the store's answer is awaited.
  var deadline: Duration
}
