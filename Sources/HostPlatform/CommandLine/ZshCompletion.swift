/// Completion for zsh: a function that walks to the place and describes what fits there.
struct ZshCompletion {
  var command: String
  var places: [CompletionPlace]

  var lines: [String] {
    let function = "_" + command.map { $0.isLetter || $0.isNumber ? String($0) : "_" }.joined()
    return ["#compdef \(command)", "# Completion of \(command)'s words in zsh.", "\(function)() {"]
      + walk.map { "  " + $0 } + values.map { "  " + $0 } + words.map { "  " + $0 }
      // Read from a directory of completions the file is the function; read by `source` it registers itself.
      + [
        "}", "if [[ $funcstack[1] == \(function) ]]; then \(function) \"$@\"; else compdef \(function) \(command); fi",
      ]
  }

  private var walk: [String] {
    let takers = Set(places.flatMap(\.options).filter { $0.value != nil }.flatMap(\.spellings)).sorted()
    let paths = places.map(\.path).filter { !$0.isEmpty }
    var lines = [
      "local place='' skip='' word index previous=$words[CURRENT-1]",
      "if [[ $words[CURRENT] == --*=* ]]; then previous=${words[CURRENT]%%=*}; compset -P '*='; fi",
      "for ((index = 2; index < CURRENT; index++)); do",
      "  word=$words[index]",
      "  if [[ -n $skip ]]; then skip=''; continue; fi",
      "  case $word in",
    ]
    if !takers.isEmpty { lines.append("    (\(takers.joined(separator: "|"))) skip=1 ;;") }
    lines.append("    (-*) ;;")
    if !paths.isEmpty {
      let choices = paths.map(Shell.zsh.quoted).joined(separator: "|")
      lines.append("    (*) case $place/$word in (\(choices)) place+=/$word ;; esac ;;")
    }
    return lines + ["  esac", "done"]
  }

  private var values: [String] {
    var lines = ["case \"$place $previous\" in"]
    for place in places {
      for option in place.options where option.value != nil {
        let patterns = option.spellings.map { Shell.zsh.quoted("\(place.path) \($0)") }.joined(separator: "|")
        lines.append("  (\(patterns)) \(offer(option)); return ;;")
      }
    }
    return lines + ["esac"]
  }

  private func offer(_ option: CommandLineOption) -> String {
    switch option.offer {
    case .none: "_message \(Shell.zsh.quoted(option.value ?? ""))"
    case .file: "_files"
    case .directory: "_files -/"
    case .words(let words): "compadd -- \(words.map(Shell.zsh.quoted).joined(separator: " "))"
    }
  }

  private var words: [String] {
    var lines = ["local -a offers", "case $place in"]
    for place in places {
      let options = place.options.map { described("--\($0.name)", $0.help) }.joined(separator: " ")
      let commands = place.subcommands.map { described($0.name, $0.summary) }.joined(separator: " ")
      lines += [
        "  (\(Shell.zsh.quoted(place.path)))",
        "    if [[ $words[CURRENT] == -* ]]; then offers=(\(options)); else offers=(\(commands)); fi ;;",
      ]
    }
    return lines + ["esac", "(( $#offers )) && _describe \(Shell.zsh.quoted(command)) offers"]
  }

  /// `_describe` divides at the first colon that no backslash precedes.
  private func described(_ word: String, _ text: String) -> String {
    Shell.zsh.quoted("\(word):\(text)")
  }
}
