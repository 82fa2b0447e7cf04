/// Rows in aligned columns, for people. A character counts as one column.
struct Table {
  private struct Cell {
    var text: String
    var style: Style
  }

  private var rows: [[Cell]]

  /// A table with these headings.
  init(_ headings: String...) {
    rows = [headings.map { Cell(text: $0, style: .strong) }]
  }

  /// Adds a row; text from elsewhere may be passed as it is. What is nil or empty shows as a dash.
  mutating func add(_ texts: [String?], styles: [Int: Style] = [:]) {
    rows.append(
      texts.enumerated().map { column, text in
        let text = text.map(PlainText.escape) ?? ""
        return Cell(text: text.isEmpty ? "-" : text, style: styles[column] ?? .plain)
      })
  }

  /// The lines, each ended; the last column is not padded.
  func text(on sink: TextSink) -> String {
    let columns = rows.map(\.count).max() ?? 0
    let widths = (0..<columns).map { column in rows.map { $0[column].text.count }.max() ?? 0 }
    return rows.map { row in
      row.enumerated().map { column, cell in
        let padding = column == columns - 1 ? 0 : widths[column] - cell.text.count + 2
        return cell.style(cell.text, on: sink) + String(repeating: " ", count: padding)
      }.joined() + "\n"
    }.joined()
  }
}
