public import Cryptography
public import TwoFactor

/// `POST /v1/logins`. In JSON: `account`, and optionally `seat` (`seat0`), `code`, `timeout` in seconds (1 to 600).
public struct LoginRequest: Sendable {
  /// Who wants in.
  public var account: AccountName
  /// At which seat the code will be typed; of no meaning with `code`.
  public var seat: String
  /// The code, if the client has it already: such a login takes no seat and is decided at once.
  public var code: SecretBytes?
  /// How long to wait for a code; the policy's time when nil.
  public var timeout: Duration?

  /// Whether the client stays to hear the decision; a login that nobody stays for is one of few.
  public var isFollowed = true

  /// Makes a request.
  public init(account: AccountName, seat: String, code: SecretBytes?, timeout: Duration?) {
    self.account = account
    self.seat = seat
    self.code = code
    self.timeout = timeout
  }
}
