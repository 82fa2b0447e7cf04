internal import DeviceModel

/// Which bytes end a line and which take it back, as the operator's settings `end` and `clear` say: names and characters
/// with spaces between, such as `CR LF #`.
struct LineKeypadKeys {
  /// The bytes that end a line.
  let end: Set<UInt8>
  /// The bytes that take back what was typed.
  let clear: Set<UInt8>

  init(taking settings: inout DriverSettings) throws(DriverSettingsError) {
    end = try Self.bytes("end", from: settings.take("end") ?? "CR LF #")
    let clearText = settings.take("clear") ?? "*"
    clear = try Self.bytes("clear", from: clearText)
    guard !end.isEmpty else {
      throw .invalid(name: "end", value: "", expected: "at least one character, or no line would ever end")
    }
    guard end.isDisjoint(with: clear) else {
      throw .invalid(name: "clear", value: clearText, expected: "characters that do not also end a line")
    }
  }

  private static func bytes(_ name: String, from text: String) throws(DriverSettingsError) -> Set<UInt8> {
    var bytes: Set<UInt8> = []
    for word in text.split(separator: " ") {
      switch word {
      case "CR": bytes.insert(0x0D)
      case "LF": bytes.insert(0x0A)
      case "TAB": bytes.insert(0x09)
      default:
        guard word.utf8.count == 1, let byte = word.utf8.first, (0x21...0x7E).contains(byte),
          !(0x30...0x39).contains(byte)
        else {
          throw .invalid(
            name: name, value: text, expected: "CR, LF, TAB and single characters but digits, with spaces between")
        }
        bytes.insert(byte)
      }
    }
    return bytes
  }
}
