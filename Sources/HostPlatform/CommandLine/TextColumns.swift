/// Text set in columns for a terminal; a character counts as one column.
enum TextColumns {
  /// The widest that a table's first column grows before its texts go under it.
  private static let firstColumnLimit = 28

  /// Breaks `text` at spaces; a word that is longer than a line stays whole.
  static func wrap(_ text: String, first: String = "", rest: String = "", width: Int) -> [String] {
    var lines: [String] = []
    var line = first
    var empty = true
    for word in text.split(separator: " ") {
      if !empty && line.count + 1 + word.count > width {
        lines.append(line)
        line = rest
        empty = true
      }
      line += (empty ? "" : " ") + word
      empty = false
    }
    return lines + [line]
  }

  /// Sets rows of two columns, aligned, each indented by two spaces.
  static func table(_ rows: [(String, String)], width: Int) -> [String] {
    let limit = min(firstColumnLimit, width / 2)
    let column = rows.map(\.0.count).filter { $0 <= limit }.max() ?? limit
    let indent = String(repeating: " ", count: column + 4)
    return rows.flatMap { (name, text) -> [String] in
      if name.count > column { return ["  \(name)"] + wrap(text, first: indent, rest: indent, width: width) }
      let padding = String(repeating: " ", count: column - name.count + 2)
      return wrap(text, first: "  \(name)\(padding)", rest: indent, width: width)
    }
  }

  /// Wraps paragraphs, which empty lines divide; a line that begins with a space stays as it is.
  static func paragraphs(_ text: String, width: Int) -> [String] {
    var lines: [String] = []
    var paragraph: [Substring] = []
    func flush() {
      if !paragraph.isEmpty { lines += wrap(paragraph.joined(separator: " "), width: width) }
      paragraph = []
    }
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.isEmpty || line.first == " " {
        flush()
        lines.append(String(line))
      } else {
        paragraph.append(line)
      }
    }
    flush()
    while lines.last?.isEmpty == true { lines.removeLast() }
    return lines
  }
}
