import Cryptography

/// A login that has not begun.
struct CreatedLogin: Sendable {
  /// The code typed in the client, for a login that has one from the start.
  var code: SecretBytes?
}
