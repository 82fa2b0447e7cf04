public import Cryptography

/// A token to be registered. What is nil is left to the daemon.
public struct TokenOrder: Sendable {
  /// Where the key comes from.
  public enum Source: Sendable {
    /// The daemon draws it, and answers with a URI that carries it.
    case generated
    /// Base32, or `hex:` and hexadecimal digits, in UTF-8.
    case key(SecretBytes)
    /// An `otpauth://` URI in UTF-8; of the fields below it goes with `label` alone.
    case uri(SecretBytes)
    /// The stand-in token gets a key that is never shown.
    case standIn
    /// A paired device gets a key that is never shown, into this slot or the first that is free.
    case device(String, slot: Int?)
  }

  /// Where the key comes from.
  public var source: Source
  /// The owner's words for it.
  public var label: String?
  /// `SHA1`, `SHA256` or `SHA512`.
  public var algorithm: String?
  /// Digits of a code.
  public var digits: Int?
  /// Seconds of a time step.
  public var period: Int?
  /// The first counter, which makes it a counter-based token.
  public var counter: Int?

  /// Makes an order for a time-based token of the daemon's choice.
  public init(source: Source = .generated) {
    self.source = source
  }

  /// The request's body.
  var json: JSONObject {
    var json = JSONObject()
    switch source {
    case .generated: break
    case .key(let key): json["key"] = .secret(key)
    case .uri(let uri): json["uri"] = .secret(uri)
    case .standIn: json["stand_in"] = .bool(true)
    case .device(let name, let slot):
      json["device"] = .string(name)
      json["slot"] = slot.map { .integer(Int64($0)) }
    }
    json["label"] = label.map { .string($0) }
    json["algorithm"] = algorithm.map { .string($0) }
    json["digits"] = digits.map { .integer(Int64($0)) }
    json["period"] = period.map { .integer(Int64($0)) }
    json["counter"] = counter.map { .integer(Int64($0)) }
    return json
  }
}
