/// What a YubiKey can type, as far as codes are concerned.
enum TypedCharacter: Equatable {
  case digit(UInt8)
  /// One of the sixteen small letters that stand for a hexadecimal digit on any keyboard, in ASCII.
  case modhex(UInt8)
  case enter
  case tab
  /// Anything else.
  case other

  /// The letters in the order of their values.
  static let alphabet = Array("cbdefghijklnrtuv".utf8)

  /// Reads a key of USB's usage page 07 (HID Usage Tables §10). A YubiKey types keys of the US layout, whatever the
  /// host's layout is.
  init(usage: UInt8, isShifted: Bool) {
    switch usage {
    // Shifted digits of the main block are punctuation; the numeric block has no shift.
    case 0x1E...0x26 where !isShifted: self = .digit(usage - 0x1D)
    case 0x27 where !isShifted: self = .digit(0)
    case 0x59...0x61: self = .digit(usage - 0x58)
    case 0x62: self = .digit(0)
    case 0x28, 0x58: self = .enter
    case 0x2B: self = .tab
    case 0x04...0x1D where !isShifted && Self.alphabet.contains(usage + 0x5D): self = .modhex(usage + 0x5D)
    default: self = .other
    }
  }
}
