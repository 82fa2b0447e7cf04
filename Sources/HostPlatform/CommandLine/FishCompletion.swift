/// Completion for fish: one line for each word, with the place where it fits as its condition.
struct FishCompletion {
  var command: String
  var places: [CompletionPlace]

  private var function: String {
    "__" + command.map { $0.isLetter || $0.isNumber ? String($0) : "_" }.joined() + "_at"
  }

  var lines: [String] {
    ["# Completion of \(command)'s words in fish."] + walk + ["complete -c \(command) -f"]
      + places.flatMap { place in
        let condition = "-n \(Shell.fish.quoted("\(function) \(Shell.fish.quoted(place.path))"))"
        return place.subcommands.map {
          "complete -c \(command) \(condition) -a \(Shell.fish.quoted($0.name)) -d \(Shell.fish.quoted($0.summary))"
        } + place.options.map { "complete -c \(command) \(condition) \(describe($0))" }
      }
  }

  private var walk: [String] {
    let takers = Set(places.flatMap(\.options).filter { $0.value != nil }.flatMap(\.spellings)).sorted()
    let paths = places.map(\.path).filter { !$0.isEmpty }
    var lines = [
      "function \(function)", "  set -l place ''", "  set -l skip", "  for word in (commandline -opc)[2..-1]",
      "    if set -q skip[1]", "      set -e skip[1]", "      continue", "    end", "    switch $word",
    ]
    if !takers.isEmpty { lines += ["      case \(takers.joined(separator: " "))", "        set skip 1"] }
    lines += ["      case '-*'", "      case '*'"]
    if !paths.isEmpty {
      lines += [
        "        if contains -- $place/$word \(paths.map(Shell.fish.quoted).joined(separator: " "))",
        "          set place $place/$word", "        end",
      ]
    }
    return lines + ["    end", "  end", "  test \"$place\" = \"$argv[1]\"", "end"]
  }

  private func describe(_ option: CommandLineOption) -> String {
    var words = "-l \(option.name)"
    if let letter = option.letter { words += " -s \(letter)" }
    if option.value != nil {
      switch option.offer {
      case .none: words += " -x"
      case .file: words += " -r -F"
      case .directory: words += " -x -a '(__fish_complete_directories)'"
      case .words(let offers): words += " -x -a \(Shell.fish.quoted(offers.joined(separator: " ")))"
      }
    }
    return words + " -d \(Shell.fish.quoted(option.help))"
  }
}
