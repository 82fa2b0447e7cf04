import Cryptography

/// A path with named parts, such as `/v1/accounts/{name}/tokens`.
struct PathPattern: Sendable, ExpressibleByStringLiteral {
  private enum Part {
    case literal(Substring)
    case parameter(String)
  }

  private let parts: [Part]

  init(stringLiteral text: StaticString) { self.init("\(text)") }

  init(_ text: String) {
    parts = Self.split(text).map { part in
      part.hasPrefix("{") ? .parameter(String(part.dropFirst().dropLast())) : .literal(part)
    }
  }

  /// The named parts of `path`, percent-decoded; nil where the path is another.
  func match(_ path: String) -> [String: String]? {
    let found = Self.split(path)
    guard found.count == parts.count else { return nil }
    var parameters: [String: String] = [:]
    for (part, text) in zip(parts, found) {
      switch part {
      case .literal(let literal):
        guard literal == text else { return nil }
      case .parameter(let name):
        guard let value = PercentDecoding.decode(text.utf8, plusIsSpace: false) else { return nil }
        guard let text = value.withBytes({ String(validating: $0, as: UTF8.self) }), !text.isEmpty else { return nil }
        parameters[name] = text
      }
    }
    return parameters
  }

  private static func split(_ path: String) -> [Substring] {
    path.split(separator: "/", omittingEmptySubsequences: false)
  }
}
