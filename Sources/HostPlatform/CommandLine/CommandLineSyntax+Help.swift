public import Glibc

extension CommandLineSyntax {
  /// The width that help has on the terminal at `descriptor`: its own, or 80 columns where there is none.
  public static func helpWidth(descriptor: CInt = STDOUT_FILENO) -> Int {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }

  /// The help: usage, summary, commands, options, epilogue; it ends with a line feed.
  /// - Parameter width: the columns it may take; fewer than 40 are taken for 40.
  public func help(width: Int) -> String {
    let width = max(width, 40)
    var lines: [String] = []
    for (index, line) in synopsis.enumerated() {
      let usage = line.isEmpty ? name : "\(name) \(line)"
      let lead = index == 0 ? "Usage: " : "       "
      let indent = String(repeating: " ", count: 11)
      lines += TextColumns.wrap(Self.bound(usage), first: lead, rest: indent, width: width).map(Self.unbound)
    }
    lines.append("")
    lines += TextColumns.wrap(summary, width: width)
    if !subcommands.isEmpty {
      lines += ["", "Commands:"]
      lines += TextColumns.table(commandRows(under: ""), width: width)
    }
    if !options.isEmpty {
      lines += ["", "Options:"]
      lines += TextColumns.table(options.map { ($0.usage, $0.help) }, width: width)
    }
    if !epilogue.isEmpty { lines += [""] + TextColumns.paragraphs(epilogue, width: width) }
    return lines.joined(separator: "\n") + "\n"
  }

  private static let boundSpace: Character = "\u{A0}"

  /// What stands in brackets is kept on one line where it is short, since half an option reads as another.
  private static func bound(_ usage: String) -> String {
    var depth = 0
    return String(
      usage.map { character in
        if character == "[" { depth += 1 }
        if character == "]" { depth -= 1 }
        return character == " " && depth == 1 ? boundSpace : character
      })
  }

  private static func unbound(_ line: String) -> String { String(line.map { $0 == boundSpace ? " " : $0 }) }

  /// The commands that do something themselves, each with the words that call it.
  private func commandRows(under prefix: String) -> [(String, String)] {
    subcommands.flatMap { command -> [(String, String)] in
      let words = prefix + [command.name, command.subject].compactMap { $0 }.joined(separator: " ")
      if !command.subcommands.isEmpty { return command.commandRows(under: words + " ") }
      return [(words, command.summary)]
    }
  }
}

extension CommandLineOption {
  /// `-h, --help` or `    --socket PATH`.
  fileprivate var usage: String {
    (letter.map { "-\($0), " } ?? "    ") + "--\(name)" + (value.map { " \($0)" } ?? "")
  }
}
