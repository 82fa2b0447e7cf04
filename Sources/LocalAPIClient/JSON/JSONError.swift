/// Why text is no JSON, or a value cannot be written as JSON.
public enum JSONError: Error, Equatable, CustomStringConvertible {
  /// The text breaks off or is malformed; the place is told and never quoted, for it may hold a secret.
  case malformed(line: Int, column: Int)
  /// A string is not UTF-8.
  case notText

  /// One line for the user.
  public var description: String {
    switch self {
    case .malformed(let line, let column): "malformed JSON at line \(line), column \(column)"
    case .notText: "text that is not UTF-8"
    }
  }
}
