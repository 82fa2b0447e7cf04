/// The written form of udev's rules (udev(7)).
enum RuleSyntax {
  /// `KEY=="value"`, where the value is meant literally.
  static func match(_ key: String, _ value: String) -> String {
    precondition(isPlain(value) && !value.contains { "*?[]|".contains($0) }, "\(key): \(value) would be a pattern")
    return "\(key)==\"\(value)\""
  }

  /// `KEY=="a|b"`: any one of the values.
  static func match(_ key: String, anyOf values: [String]) -> String {
    for value in values { _ = match(key, value) }
    return "\(key)==\"\(values.joined(separator: "|"))\""
  }

  /// `KEY="value"`, where the value is meant literally.
  static func assign(_ key: String, _ value: String) -> String {
    precondition(isPlain(value) && !value.contains { "$%".contains($0) }, "\(key): \(value) would be substituted")
    return "\(key)=\"\(value)\""
  }

  private static func isPlain(_ value: String) -> Bool {
    value.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value < 0x7F && $0 != "\"" && $0 != "\\" }
  }
}
