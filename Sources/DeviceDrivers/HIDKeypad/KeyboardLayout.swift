internal import DeviceModel

/// Which character a key of the top row types; a keypad's own digits are the same everywhere. A token that types is set
/// to the layout of the computers that it is used with, and so is the setting `layout`.
struct KeyboardLayout {
  /// What pressing a key means for a code.
  enum Meaning: Equatable {
    /// A digit, typed `count` times: some keypads have a key for two zeros.
    case digits(UInt8, count: Int)
    case enter
    case clear
    /// A character that no code has.
    case text
    /// Nothing that is typed: arrows, functions, locks and modifiers.
    case none
  }

  /// A row of the table: the setting's value, and whether Shift is held for the digits of the top row.
  private struct Row {
    var name: String
    var needsShift: Bool
  }

  private static let rows = [
    Row(name: "us", needsShift: false), Row(name: "uk", needsShift: false), Row(name: "qwertz", needsShift: false),
    Row(name: "nordic", needsShift: false), Row(name: "azerty", needsShift: true),
    Row(name: "belgian", needsShift: true), Row(name: "czech", needsShift: true),
    Row(name: "dvorak", needsShift: false),
  ]

  private let row: Row

  /// Takes the setting `layout`, `us` where there is none.
  init(taking settings: inout DriverSettings) throws(DriverSettingsError) {
    let name = settings.take("layout") ?? "us"
    guard let row = Self.rows.first(where: { $0.name == name }) else {
      throw .invalid(
        name: "layout", value: name, expected: "one of \(Self.rows.map(\.name).joined(separator: ", "))")
    }
    self.row = row
  }

  /// What a press of `usage` means (HID Usage Tables, page 07).
  func meaning(of usage: KeyboardUsage, shifted: Bool) -> Meaning {
    switch usage.code {
    // From 1 to 9, then 0, whatever is printed on them besides.
    case 0x1E...0x27: shifted == row.needsShift ? .digits((usage.code - 0x1D) % 10, count: 1) : .text
    case 0x59...0x61: .digits(usage.code - 0x58, count: 1)
    case 0x62: .digits(0, count: 1)
    case 0xB0: .digits(0, count: 2)
    case 0xB1: .digits(0, count: 3)
    // Return, the keypad's Enter, and the older usage for either.
    case 0x28, 0x58, 0x9E: .enter
    // Escape, Backspace, Delete, Clear, and the keypad's own Backspace, Clear and Clear Entry.
    case 0x29, 0x2A, 0x4C, 0x9C, 0xBB, 0xD8, 0xD9: .clear
    // Letters, space and signs; the keypad's signs; the further keys of larger keyboards and keypads that type.
    case 0x04...0x1D, 0x2C...0x38, 0x54...0x57, 0x63, 0x64, 0x67, 0x85...0x8F, 0xB2...0xBA, 0xBC...0xD7: .text
    default: .none
    }
  }
}
