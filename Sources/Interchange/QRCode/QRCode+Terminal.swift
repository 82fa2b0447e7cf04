extension QRCode {
  /// Draws the symbol for a terminal, two rows of modules a line, its quiet zone around it.
  ///
  /// With `colours`, black and white are set by SGR sequences (ECMA-48 §8.3.117, colours 16 and 231 of 256, which themes
  /// leave alone), so that it reads the same on dark and light terminals. Without, there are block characters alone: they
  /// stand for the light modules, which is right for light text on a dark ground.
  /// - Returns: lines that each end with a line feed.
  public func terminalText(colours: Bool = true) -> String {
    var text = ""
    withModules { isDark in
      for row in stride(from: -Self.quietZone, to: width + Self.quietZone, by: 2) {
        if colours { text += "\u{1B}[38;5;16;48;5;231m" }
        for column in -Self.quietZone..<width + Self.quietZone {
          let isUpperDrawn = isDark(column, row) == colours
          let isLowerDrawn = isDark(column, row + 1) == colours
          switch (isUpperDrawn, isLowerDrawn) {
          case (true, true): text += "█"
          case (true, false): text += "▀"
          case (false, true): text += "▄"
          case (false, false): text += " "
          }
        }
        text += colours ? "\u{1B}[0m\n" : "\n"
      }
    }
    return text
  }
}
