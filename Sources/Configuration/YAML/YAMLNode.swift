/// A value of a YAML document, with the line it starts on (1 for the first).
struct YAMLNode: Equatable {
  indirect enum Value: Equatable {
    /// Plain or quoted; a plain one may stand for a number, a truth value or nothing.
    case scalar(String, isPlain: Bool)
    case sequence([YAMLNode])
    case mapping([Entry])
  }

  struct Entry: Equatable {
    var key: String
    var keyLine: Int
    var value: YAMLNode
  }

  var line: Int
  var value: Value

  /// What kind of value it is, for messages.
  var kind: String {
    switch value {
    case .scalar(let text, _): text.isEmpty ? "nothing" : "'\(text)'"
    case .sequence: "a list"
    case .mapping: "a group of keys"
    }
  }
}
