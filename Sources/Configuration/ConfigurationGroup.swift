/// A group of keys being read: each is taken once, and what is left at the end is unknown.
struct ConfigurationGroup {
  private let name: String?
  private var entries: [YAMLNode.Entry]
  private var known: [String] = []

  /// - Parameter name: the group's key, nil for the whole file.
  init(_ node: YAMLNode, named name: String?) throws(ConfigurationProblem) {
    guard case .mapping(let entries) = node.value else {
      throw ConfigurationProblem(
        line: node.line, "\(name.map { "'\($0)'" } ?? "a configuration") wants a group of keys, not \(node.kind)")
    }
    self.name = name
    self.entries = entries
  }

  /// Throws for the first key that nobody took.
  func finish() throws(ConfigurationProblem) {
    guard let entry = entries.first else { return }
    let place = name.map { " in '\($0)'" } ?? ""
    throw ConfigurationProblem(
      line: entry.keyLine, "unknown key '\(entry.key)'\(place); known are \(known.joined(separator: ", "))")
  }

  mutating func word(_ key: String) throws(ConfigurationProblem) -> String? {
    try word(key) { (text) throws(ConfigurationProblem) in text.value }
  }

  mutating func word<Value>(
    _ key: String, _ read: ((value: String, line: Int)) throws(ConfigurationProblem) -> Value
  ) throws(ConfigurationProblem) -> Value? {
    guard let node = take(key) else { return nil }
    guard case .scalar(let text, _) = node.value, !text.isEmpty, !text.utf8.contains(0) else {
      throw ConfigurationProblem(line: node.line, "'\(key)' wants a word, not \(node.kind)")
    }
    return try read((text, node.line))
  }

  mutating func path(_ key: String) throws(ConfigurationProblem) -> String? {
    try word(key) { (text) throws(ConfigurationProblem) in
      guard text.value.hasPrefix("/") else {
        throw ConfigurationProblem(line: text.line, "'\(key)' wants a path from the root, not '\(text.value)'")
      }
      return text.value
    }
  }

  mutating func truth(_ key: String) throws(ConfigurationProblem) -> Bool? {
    guard let node = take(key) else { return nil }
    switch node.value {
    case .scalar("true", true), .scalar("yes", true), .scalar("on", true): return true
    case .scalar("false", true), .scalar("no", true), .scalar("off", true): return false
    default: throw ConfigurationProblem(line: node.line, "'\(key)' wants true or false, not \(node.kind)")
    }
  }

  mutating func number(_ key: String, in range: ClosedRange<Int>) throws(ConfigurationProblem) -> Int? {
    guard let node = take(key) else { return nil }
    guard case .scalar(let text, true) = node.value, let number = Int(text), range.contains(number) else {
      throw ConfigurationProblem(
        line: node.line,
        "'\(key)' wants a whole number from \(range.lowerBound) to \(range.upperBound), not \(node.kind)")
    }
    return number
  }

  mutating func choice<Value>(
    _ key: String, _ choices: KeyValuePairs<String, Value>
  ) throws(ConfigurationProblem) -> Value? {
    try word(key) { (text) throws(ConfigurationProblem) in
      guard let choice = choices.first(where: { $0.key == text.value }) else {
        let names = choices.map { $0.key }.joined(separator: ", ")
        throw ConfigurationProblem(line: text.line, "'\(key)' wants one of \(names), not '\(text.value)'")
      }
      return choice.value
    }
  }

  mutating func words(_ key: String) throws(ConfigurationProblem) -> [String]? {
    guard let node = take(key) else { return nil }
    guard case .sequence(let items) = node.value else {
      throw ConfigurationProblem(line: node.line, "'\(key)' wants a list, not \(node.kind)")
    }
    var words: [String] = []
    for item in items {
      guard case .scalar(let text, _) = item.value, !text.isEmpty, !text.utf8.contains(0) else {
        throw ConfigurationProblem(line: item.line, "'\(key)' wants words, not \(item.kind)")
      }
      words.append(text)
    }
    return words
  }

  mutating func list(_ key: String) throws(ConfigurationProblem) -> [YAMLNode] {
    guard let node = take(key) else { return [] }
    guard case .sequence(let items) = node.value else {
      throw ConfigurationProblem(line: node.line, "'\(key)' wants a list, not \(node.kind)")
    }
    return items
  }

  mutating func group(_ key: String) throws(ConfigurationProblem) -> ConfigurationGroup? {
    guard let node = take(key) else { return nil }
    return try ConfigurationGroup(node, named: key)
  }

  /// Names and values that somebody else knows the meaning of.
  mutating func settings(_ key: String) throws(ConfigurationProblem) -> [String: String] {
    guard let node = take(key) else { return [:] }
    guard case .mapping(let entries) = node.value else {
      throw ConfigurationProblem(line: node.line, "'\(key)' wants a group of keys, not \(node.kind)")
    }
    var settings: [String: String] = [:]
    for entry in entries {
      guard case .scalar(let text, _) = entry.value.value else {
        throw ConfigurationProblem(
          line: entry.keyLine, "'\(entry.key)' wants a word or number, not \(entry.value.kind)")
      }
      settings[entry.key] = text
    }
    return settings
  }

  private mutating func take(_ key: String) -> YAMLNode? {
    known.append(key)
    guard let index = entries.firstIndex(where: { $0.key == key }) else { return nil }
    return entries.remove(at: index).value
  }
}
