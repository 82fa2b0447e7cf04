/// A piece of a page. Literals are markup; every text that is put in between is escaped, so that no device's or
/// account's name can be anything but text.
struct HTML: ExpressibleByStringInterpolation, ExpressibleByStringLiteral {
  /// The markup.
  let markup: String

  init(stringLiteral markup: String) { self.markup = markup }

  init(stringInterpolation pieces: Pieces) { markup = pieces.markup }

  private init(markup: String) { self.markup = markup }

  /// Pieces one after another.
  static func joined(_ pieces: [HTML]) -> HTML { HTML(markup: pieces.map(\.markup).joined()) }

  /// Collects what stands between the literal parts.
  struct Pieces: StringInterpolationProtocol {
    fileprivate var markup = ""

    init(literalCapacity: Int, interpolationCount: Int) { markup.reserveCapacity(literalCapacity) }

    mutating func appendLiteral(_ literal: String) { markup += literal }

    /// Text, for elements and for attributes in double quotes.
    mutating func appendInterpolation(_ text: String) {
      for scalar in text.unicodeScalars {
        switch scalar {
        case "&": markup += "&amp;"
        case "<": markup += "&lt;"
        case ">": markup += "&gt;"
        case "\"": markup += "&quot;"
        case "'": markup += "&#39;"
        default:
          // Characters that are not seen, or turn the direction of what follows, would disguise the rest.
          switch scalar.properties.generalCategory {
          case .control, .format: markup += "\u{FFFD}"
          default: markup.unicodeScalars.append(scalar)
          }
        }
      }
    }

    mutating func appendInterpolation(_ html: HTML) { markup += html.markup }
  }
}
