/// Why a command line is not understood. Each says which word it is about; the exit status is the caller's matter.
public enum CommandLineError: Error, Equatable, CustomStringConvertible {
  /// No option has this name, given with its dashes; `suggestion` is one that is meant perhaps. An abbreviation is
  /// unknown too: a script that uses one would break on the day another option begins alike.
  case unknownOption(String, suggestion: String?)
  /// An option that takes a value stands at the end without one.
  case missingValue(option: String, value: String)
  /// An option that takes no value was given one.
  case unexpectedValue(option: String)
  /// An option that may be given once was given again.
  case repeated(option: String)
  /// No subcommand has this name.
  case unknownCommand(String, suggestion: String?)

  /// One line for the person who typed it.
  public var description: String {
    switch self {
    case .unknownOption(let name, let suggestion): "unknown option '\(name)'" + Self.meant(suggestion)
    case .missingValue(let option, let value): "option '\(option)' needs a value: \(option) \(value)"
    case .unexpectedValue(let option): "option '\(option)' takes no value"
    case .repeated(let option): "option '\(option)' is given twice"
    case .unknownCommand(let name, let suggestion): "unknown command '\(name)'" + Self.meant(suggestion)
    }
  }

  private static func meant(_ suggestion: String?) -> String {
    suggestion.map { "; did you mean '\($0)'?" } ?? ""
  }
}
