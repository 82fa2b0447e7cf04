/// A shell that commands can complete their words in.
public enum Shell: String, Sendable, CaseIterable {
  case bash
  case zsh
  case fish

  /// `text` as one word of this shell's language.
  func quoted(_ text: String) -> String {
    var word = ""
    for character in text {
      switch (self, character) {
      case (.fish, "'"), (.fish, "\\"): word += "\\\(character)"
      case (_, "'"): word += "'\\''"
      default: word.append(character)
      }
    }
    return "'\(word)'"
  }
}
