/// Where on a command line a word is completed: after which subcommands, and what fits there.
struct CompletionPlace {
  /// The subcommands' names, each after a slash: empty for the command itself, `/account/add` below it.
  var path: String
  /// The options that fit, its parents' included.
  var options: [CommandLineOption]
  /// The subcommands that fit.
  var subcommands: [CommandLineSyntax]

  /// All places of a command, the command itself first.
  static func all(of syntax: CommandLineSyntax, path: String = "", above: [CommandLineOption] = []) -> [CompletionPlace]
  {
    let options = syntax.options + above
    return [CompletionPlace(path: path, options: options, subcommands: syntax.subcommands)]
      + syntax.subcommands.flatMap { all(of: $0, path: "\(path)/\($0.name)", above: options) }
  }
}

extension CommandLineSyntax {
  /// A script that teaches `shell` to complete this command's words: subcommands, options and the values they name.
  /// It ends with a line feed; the shell reads it with `source` or from its completions' directory.
  public func completion(for shell: Shell) -> String {
    let places = CompletionPlace.all(of: self)
    let lines =
      switch shell {
      case .bash: BashCompletion(command: name, places: places).lines
      case .zsh: ZshCompletion(command: name, places: places).lines
      case .fish: FishCompletion(command: name, places: places).lines
      }
    return lines.joined(separator: "\n") + "\n"
  }
}

extension CommandLineOption {
  /// The option as it is typed: `--socket`, and `-s` where it has a letter.
  var spellings: [String] { ["--\(name)"] + (letter.map { ["-\($0)"] } ?? []) }
}
