/// The modifier keys that are down, as a boot report's first byte has them (HID 1.11 §8.3).
struct KeyboardModifiers: OptionSet {
  let rawValue: UInt8

  static let shift = KeyboardModifiers(rawValue: 0x22)
  /// Control, left Alt and the logo keys: with them a key is a command and types nothing. Right Alt chooses characters.
  static let command = KeyboardModifiers(rawValue: 0x9D)

  var isShifted: Bool { !isDisjoint(with: .shift) }
  var makesNoText: Bool { !isDisjoint(with: .command) }
}
