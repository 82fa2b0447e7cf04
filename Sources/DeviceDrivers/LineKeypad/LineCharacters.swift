internal import DeviceModel

/// Characters that the operator names, as a setting writes them: names and characters with spaces between, such as
/// `CR LF #`.
enum LineCharacters {
  /// The characters that have no picture, by the names of ASCII (RFC 20 §5.2).
  static let names: KeyValuePairs<Substring, UInt8> = [
    "SOH": 0x01, "STX": 0x02, "ETX": 0x03, "EOT": 0x04, "TAB": 0x09, "LF": 0x0A, "CR": 0x0D, "ESC": 0x1B,
  ]

  /// Takes the setting `name`.
  /// - Returns: its characters; nil where the operator says nothing.
  static func take(_ name: String, from settings: inout DriverSettings) throws(DriverSettingsError) -> Set<UInt8>? {
    guard let text = settings.take(name) else { return nil }
    var bytes: Set<UInt8> = []
    for word in text.split(separator: " ") {
      if let named = names.first(where: { $0.key == word }) {
        bytes.insert(named.value)
      } else if word.utf8.count == 1, let byte = word.utf8.first, (0x21...0x7E).contains(byte), !byte.isDigit {
        bytes.insert(byte)
      } else {
        let known = names.map { String($0.key) }.joined(separator: ", ")
        throw .invalid(
          name: name, value: text, expected: "\(known) and single characters but digits, with spaces between")
      }
    }
    return bytes
  }
}

extension UInt8 {
  /// Whether it is one of the ten digits in ASCII.
  var isDigit: Bool { (0x30...0x39).contains(self) }

  /// The value of a hexadecimal digit in ASCII, of either case.
  var hexValue: UInt8? {
    switch self {
    case 0x30...0x39: self - 0x30
    case 0x41...0x46: self - 0x37
    case 0x61...0x66: self - 0x57
    default: nil
    }
  }
}
