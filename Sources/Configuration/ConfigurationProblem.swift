/// What is wrong with a configuration, and where.
public struct ConfigurationProblem: Error, Equatable {
  /// The line, 1 for the first; nil where the file as a whole is meant.
  public var line: Int?
  /// What is wrong and what is expected instead: one line, control characters in quoted values made visible.
  public var message: String

  init(line: Int?, _ message: String) {
    self.line = line
    self.message = message.unicodeScalars.reduce(into: "") { line, scalar in
      line += scalar.properties.generalCategory == .control ? scalar.escaped(asASCII: true) : String(scalar)
    }
  }

  /// `FILE:LINE: MESSAGE`, as compilers write it.
  public func description(inFile file: String) -> String {
    line.map { "\(file):\($0): \(message)" } ?? "\(file): \(message)"
  }
}
