public import Cryptography

/// What the stand-in token shows.
public struct DisplayedCode: Sendable {
  /// The slot's label.
  public var label: String
  /// The digits, in ASCII.
  public var code: SecretBytes
  /// All that the daemon answered, the code as a secret.
  public var json: JSONObject

  /// Reads an answer to `POST /v1/stand-in/code`.
  public init(_ json: JSONObject) throws(APIClientError) {
    self.json = json
    label = json["label"]?.text ?? ""
    guard let code = json["code"]?.secret else { throw .nonsense("no text 'code' in the answer") }
    self.code = code
  }
}
