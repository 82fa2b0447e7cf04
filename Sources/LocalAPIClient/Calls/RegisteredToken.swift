public import Cryptography

/// A token that the daemon has just registered.
public struct RegisteredToken: Sendable, Equatable {
  /// Whose it is.
  public var account: String
  /// The store's number for it.
  public var id: Int64
  /// The owner's words for it.
  public var label: String
  /// How its codes are made, in words, such as "TOTP, SHA1, 6 digits, every 30 s".
  public var summary: String
  /// Its `otpauth://` URI in UTF-8, with the key; nil for the stand-in and devices.
  public var uri: SecretBytes?
  /// The device's slot that has the key, where one has.
  public var slot: Int64?
  /// All that the daemon answered, the URI as a secret.
  public var json: JSONObject

  /// Reads an answer to `POST /v1/accounts/{name}/tokens`.
  public init(_ json: JSONObject) throws(APIClientError) {
    self.json = json
    account = try json.text("account")
    let token = try json.object("token")
    id = try token.number("id")
    label = token["label"]?.text ?? ""
    uri = json["uri"]?.secret
    slot = json["slot"]?.number
    var parts = [
      try token.text("type").uppercased(), try token.text("algorithm"), "\(try token.number("digits")) digits",
    ]
    if let period = token["period"]?.number { parts.append("every \(period) s") }
    if token["emulated"]?.flag == true { parts.append("emulated") }
    summary = parts.joined(separator: ", ")
  }

  /// Compares what programs see.
  public static func == (left: RegisteredToken, right: RegisteredToken) -> Bool { left.json == right.json }
}
