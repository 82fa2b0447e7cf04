/// A command line taken apart.
public struct ParsedCommandLine: Sendable, Equatable {
  /// The subcommands' names, outermost first, such as `["account", "add"]`; empty where none was given.
  public internal(set) var subcommand: [String] = []
  /// What is neither option nor subcommand, in order.
  public internal(set) var operands: [String] = []
  /// The values by option name; an option without a value has an empty text for each time it was given.
  var given: [String: [String]] = [:]

  /// All values of an option, in order; none where it was not given.
  public func values(of option: String) -> [String] { given[option] ?? [] }

  /// The value of an option; nil where it was not given.
  public func value(of option: String) -> String? { given[option]?.last }

  /// Whether an option was given.
  public func flag(_ option: String) -> Bool { given[option] != nil }
}
