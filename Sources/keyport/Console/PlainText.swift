/// Makes text from elsewhere fit to be shown: a device's name may hold anything, and must not drive the terminal,
/// forge a line or turn the writing direction.
enum PlainText {
  /// The text with control and format characters, and line and paragraph separators, as `\u{…}`.
  static func escape(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned:
        result += "\\u{\(String(scalar.value, radix: 16))}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
