import Foundation

/// The figures as a table for people.
enum Table {
  static func text(of figures: [Figure]) -> String {
    let header = ["what", "ours", "peer", "ratio", "target", ""]
    let rows = figures.map { figure in
      [
        figure.name, "\(number(figure.ours)) \(figure.unit)",
        figure.peerName.map { name in
          figure.peer.map { "\(number($0)) \(figure.unit) (\(name))" } ?? "\(name) not installed"
        } ?? "",
        figure.ratio.map(number) ?? "", figure.target ?? "",
        [figure.met.map { $0 ? "met" : "MISSED" }, figure.note].compactMap { $0 }.joined(separator: "; "),
      ]
    }
    let widths = header.indices.map { column in ([header] + rows).map { $0[column].count }.max() ?? 0 }
    func line(_ cells: [String]) -> String {
      zip(cells, widths).map { $0.padding(toLength: $1, withPad: " ", startingAt: 0) }.joined(separator: "  ")
        .replacing(/\ +$/, with: "")
    }
    return ([line(header), widths.map { String(repeating: "-", count: $0) }.joined(separator: "  ")] + rows.map(line))
      .joined(separator: "\n")
  }

  private static func number(_ value: Double) -> String {
    switch abs(value) {
    case 1000...: String(format: "%.0f", value)
    case 10...: String(format: "%.1f", value)
    default: String(format: "%.2f", value)
    }
  }
}
