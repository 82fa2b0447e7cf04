public import Cryptography

/// A JSON value (RFC 8259), with one kind more: text that is a secret and so stays out of Swift strings.
public enum JSONValue: Sendable, Equatable {
  /// `null`
  case null
  /// `true` or `false`
  case bool(Bool)
  /// A number without fraction or exponent.
  case integer(Int64)
  /// Any other number, always finite.
  case real(Double)
  /// Text.
  case string(String)
  /// Text in UTF-8 that nobody else may see.
  case secret(SecretBytes)
  /// Values in order.
  case array([JSONValue])
  /// Named values in order.
  case object(JSONObject)

  /// The text of a string that is no secret.
  public var text: String? {
    if case .string(let text) = self { text } else { nil }
  }

  /// The bytes of a secret.
  public var secret: SecretBytes? {
    if case .secret(let bytes) = self { bytes } else { nil }
  }

  /// The number, if it is an integer.
  public var number: Int64? {
    if case .integer(let number) = self { number } else { nil }
  }

  /// The truth value.
  public var flag: Bool? {
    if case .bool(let flag) = self { flag } else { nil }
  }

  /// The items of an array.
  public var items: [JSONValue]? {
    if case .array(let items) = self { items } else { nil }
  }

  /// The members of an object.
  public var object: JSONObject? {
    if case .object(let object) = self { object } else { nil }
  }

  /// Secrets are compared in a time that depends on their lengths alone.
  public static func == (left: JSONValue, right: JSONValue) -> Bool {
    switch (left, right) {
    case (.null, .null): true
    case (.bool(let left), .bool(let right)): left == right
    case (.integer(let left), .integer(let right)): left == right
    case (.real(let left), .real(let right)): left == right
    case (.string(let left), .string(let right)): left == right
    case (.secret(let left), .secret(let right)): left.matches(right)
    case (.array(let left), .array(let right)): left == right
    case (.object(let left), .object(let right)): left == right
    default: false
    }
  }
}
