/// Why a text is no key. It never holds a part of the text.
public enum KeyTextError: Error, Equatable, CustomStringConvertible {
  /// There is no byte in it.
  case empty
  /// It does not begin with `hex:`, and is no base32.
  case base32(Base32Error)
  /// It begins with `hex:`, and no hexadecimal follows.
  case hexadecimal(HexadecimalError)

  /// One line for the user.
  public var description: String {
    switch self {
    case .empty: "the key is empty"
    case .base32(let error): "the key is no base32: \(error) (a key in hexadecimal begins with hex:)"
    case .hexadecimal(let error): "the key after hex: is no hexadecimal: \(error)"
    }
  }
}
