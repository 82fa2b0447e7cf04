/// Why a text is no hexadecimal. The text itself may be a key, so that only places in it are told.
public enum HexadecimalError: Error, Equatable, CustomStringConvertible {
  /// Neither a digit, A to F, a space nor a hyphen; the place counts bytes from 0.
  case wrongCharacter(at: Int)
  /// Half a byte is left over.
  case oddLength

  /// One line for the user.
  public var description: String {
    switch self {
    case .wrongCharacter(let place): "character \(place + 1) is not hexadecimal (0 to 9, A to F)"
    case .oddLength: "hexadecimal has two characters a byte; one is missing or too many"
    }
  }
}
