/// Completion for bash: a function that walks to the place and offers what fits there.
struct BashCompletion {
  var command: String
  var places: [CompletionPlace]

  var lines: [String] {
    let function = "_" + command.map { $0.isLetter || $0.isNumber ? String($0) : "_" }.joined()
    return ["# Completion of \(command)'s words in bash.", "\(function)() {"] + walk.map { "  " + $0 }
      + values.map { "  " + $0 } + words.map { "  " + $0 } + ["}", "complete -F \(function) \(command)"]
  }

  /// bash divides `--name=value` into three words.
  private var walk: [String] {
    let takers = Set(places.flatMap(\.options).filter { $0.value != nil }.flatMap(\.spellings)).sorted()
    let paths = places.map(\.path).filter { !$0.isEmpty }
    var lines = [
      "local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} place='' skip='' word index",
      "if [[ $current == = ]]; then current=''",
      "elif [[ $previous == = ]]; then previous=${COMP_WORDS[COMP_CWORD-2]}; fi",
      "for ((index = 1; index < COMP_CWORD; index++)); do",
      "  word=${COMP_WORDS[index]}",
      "  if [[ $word == = ]]; then skip=1; continue; fi",
      "  if [[ $skip ]]; then skip=''; continue; fi",
      "  case $word in",
    ]
    if !takers.isEmpty { lines.append("    \(takers.joined(separator: "|"))) skip=1 ;;") }
    lines.append("    -*) ;;")
    if !paths.isEmpty {
      let choices = paths.map(Shell.bash.quoted).joined(separator: "|")
      lines.append("    *) case $place/$word in \(choices)) place+=/$word ;; esac ;;")
    }
    return lines + ["  esac", "done", "COMPREPLY=()"]
  }

  private var values: [String] {
    var lines = ["case \"$place $previous\" in"]
    for place in places {
      for option in place.options where option.value != nil {
        let patterns = option.spellings.map { Shell.bash.quoted("\(place.path) \($0)") }.joined(separator: "|")
        lines.append("  \(patterns)) \(offer(option)) return ;;")
      }
    }
    return lines + ["esac"]
  }

  private func offer(_ option: CommandLineOption) -> String {
    switch option.offer {
    case .none: ""
    case .file: "compopt -o filenames; mapfile -t COMPREPLY < <(compgen -f -- \"$current\");"
    case .directory: "compopt -o filenames; mapfile -t COMPREPLY < <(compgen -d -- \"$current\");"
    case .words(let words): Self.choose(words)
    }
  }

  private var words: [String] {
    var lines = ["case $place in"]
    for place in places {
      let options = Self.choose(place.options.map { "--\($0.name)" })
      let commands = place.subcommands.isEmpty ? ":;" : Self.choose(place.subcommands.map(\.name))
      lines.append(
        "  \(Shell.bash.quoted(place.path))) if [[ $current == -* ]]; then \(options) else \(commands) fi ;;")
    }
    return lines + ["esac"]
  }

  private static func choose(_ words: [String]) -> String {
    "mapfile -t COMPREPLY < <(compgen -W \(Shell.bash.quoted(words.joined(separator: " "))) -- \"$current\");"
  }
}
