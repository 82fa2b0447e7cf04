/// Why a text is no base32. The text itself may be a key, so that only places in it are told.
public enum Base32Error: Error, Equatable, CustomStringConvertible {
  /// Neither a letter, 2 to 7, a space, a hyphen nor padding at the end; the place counts bytes from 0.
  case wrongCharacter(at: Int)
  /// A number of characters that no whole bytes make: 1, 3 or 6 more than a multiple of 8.
  case impossibleLength
  /// Padding that does not fill the last group of 8.
  case wrongPadding
  /// Bits left over after the last byte that are not zero: a character is wrong or missing at the end.
  case trailingBits

  /// One line for the user.
  public var description: String {
    switch self {
    case .wrongCharacter(let place): "character \(place + 1) is not base32 (A to Z, 2 to 7)"
    case .impossibleLength: "no base32 text has this length; a character is missing or too many"
    case .wrongPadding: "the = signs at the end do not fill a group of 8; leave them out"
    case .trailingBits: "the last character is wrong, or one is missing after it"
    }
  }
}
