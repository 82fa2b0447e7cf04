/// A command's line as data: parsing, help and the shells' completion all come from it.
///
/// An option belongs to its command and to all its subcommands, and may stand before or after their names:
/// `keyport --json status` and `keyport status --json` are the same.
public struct CommandLineSyntax: Sendable, Hashable {
  /// The word that calls it, such as `keyport` or `status`.
  public var name: String
  /// The lines after `Usage:`, each beginning with what follows the name; one empty line where nothing does.
  public var synopsis: [String]
  /// One sentence saying what it does.
  public var summary: String
  /// What it takes. A subcommand has its parents' too.
  public var options: [CommandLineOption]
  /// What the help calls an operand that stands before the subcommand's name, such as `NAME` in
  /// `keyport device NAME pair`; nil where there is none.
  public var subject: String?
  /// The commands below it; where there are some, one of them is the first operand, after the subject.
  public var subcommands: [CommandLineSyntax]
  /// What the help ends with, paragraphs divided by empty lines; a line that begins with a space is kept as it is.
  public var epilogue: String

  /// Describes a command.
  public init(
    name: String, synopsis: [String] = [""], summary: String, options: [CommandLineOption] = [],
    subject: String? = nil, subcommands: [CommandLineSyntax] = [], epilogue: String = ""
  ) {
    self.name = name
    self.synopsis = synopsis
    self.summary = summary
    self.options = options
    self.subject = subject
    self.subcommands = subcommands
    self.epilogue = epilogue
  }

  /// Returns the syntax of a subcommand, options of those above included; nil where there is none of this name.
  /// - Parameter path: the words after this command's own, such as `["account", "add"]`; none is this command.
  public func subcommand(_ path: [String]) -> CommandLineSyntax? {
    guard let first = path.first else { return self }
    guard var next = subcommands.first(where: { $0.name == first }) else { return nil }
    next.options += options
    next.name = [name, subject, next.name].compactMap { $0 }.joined(separator: " ")
    return next.subcommand(Array(path.dropFirst()))
  }
}
