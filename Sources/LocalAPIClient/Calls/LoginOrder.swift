public import Cryptography

/// A login to be started. What is nil is left to the daemon.
public struct LoginOrder: Sendable {
  /// Who wants in.
  public var account: String
  /// At which seat the code will be typed.
  public var seat: String?
  /// The code in UTF-8, if the client has it already.
  public var code: SecretBytes?
  /// Seconds to wait for a code.
  public var timeout: Int?

  /// Makes an order.
  public init(account: String, seat: String? = nil, code: SecretBytes? = nil, timeout: Int? = nil) {
    self.account = account
    self.seat = seat
    self.code = code
    self.timeout = timeout
  }

  /// The request's body.
  var json: JSONObject {
    var json: JSONObject = ["account": .string(account)]
    json["seat"] = seat.map { .string($0) }
    json["code"] = code.map { .secret($0) }
    json["timeout"] = timeout.map { .integer(Int64($0)) }
    return json
  }
}
