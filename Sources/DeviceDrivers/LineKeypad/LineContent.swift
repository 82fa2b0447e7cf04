/// What stands in a frame, as the setting `data` calls it.
enum LineContent: String, Sendable, CaseIterable {
  /// Keys: digits, characters that end a code, characters that take it back.
  case keys
  /// The digits of one whole code.
  case code
  /// A card's number in printable characters.
  case card
  /// A card's number in hexadecimal digits.
  case hexCard = "card-hex"

  /// Whether a card is all that it can be.
  var isCard: Bool { self == .card || self == .hexCard }
}
