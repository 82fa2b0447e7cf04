/// One option of a command line: what it is called, what it takes, and what the help says of it.
public struct CommandLineOption: Sendable, Hashable {
  /// What the shell offers in the value's place.
  public enum Offer: Sendable, Hashable {
    /// Nothing.
    case none
    /// Paths of files.
    case file
    /// Paths of directories.
    case directory
    /// These words.
    case words([String])
  }

  /// The name without its dashes, such as `socket`.
  public var name: String
  /// The one letter that stands for it, if any.
  public var letter: Character?
  /// What the help calls its value, such as `PATH`; nil for an option without one.
  public var value: String?
  /// Whether it may be given more than once; the values are then kept in order.
  public var isRepeatable: Bool
  /// What the shell offers in the value's place.
  public var offer: Offer
  /// One sentence for the help, without a full stop where it is no more than a phrase.
  public var help: String

  /// Describes an option. Names are ASCII letters, digits and dashes; the letter is an ASCII letter or digit.
  public init(
    _ name: String, letter: Character? = nil, value: String? = nil, isRepeatable: Bool = false,
    offer: Offer = .none, help: String
  ) {
    self.name = name
    self.letter = letter
    self.value = value
    self.isRepeatable = isRepeatable
    self.offer = offer
    self.help = help
  }

  /// `--help`, `-h`.
  public static let help = CommandLineOption("help", letter: "h", help: "Show this help and stop")

  /// `--version`, no letter.
  public static let version = CommandLineOption("version", help: "Show the version and stop")
}
