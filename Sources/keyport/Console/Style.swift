/// The few ways in which text stands out (ECMA-48 §8.3.117).
enum Style: String {
  case plain = ""
  case strong = "1"
  case faint = "2"
  case bad = "31"
  case good = "32"
  case warning = "33"

  /// The text in this style where colours are welcome.
  func callAsFunction(_ text: String, on sink: TextSink) -> String {
    self == .plain || !sink.hasColours ? text : "\u{1B}[\(rawValue)m\(text)\u{1B}[0m"
  }
}
