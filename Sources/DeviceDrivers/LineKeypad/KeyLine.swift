internal import DeviceModel

/// Makes keys of a line's characters. What it keeps of the line is its length, so that nothing that comes can make it
/// grow.
struct KeyLine {
  private let keys: LineKeypadKeys
  private var digits = 0
  private var isSpoiled = false

  init(_ keys: LineKeypadKeys) { self.keys = keys }

  /// Whether nothing stands in the line.
  var isEmpty: Bool { digits == 0 }

  /// Begins a line; what stood in the old one is nobody's.
  mutating func start() {
    digits = 0
    isSpoiled = false
  }

  /// Takes the next character.
  mutating func take(_ byte: UInt8, _ effects: inout [DriverEffect]) {
    if keys.end.contains(byte) {
      // CR LF is one end: the empty line between them says nothing.
      if digits > 0, !isSpoiled { effects.append(.event(.key(.enter))) }
      start()
    } else if keys.clear.contains(byte) {
      // It takes back damage as well: whoever starts anew shall not lose the new line to the old one's noise.
      start()
      effects.append(.event(.key(.clear)))
    } else if isSpoiled {
      return
    } else if !byte.isDigit {
      spoil(.notADigit, &effects)
    } else if digits == LineKeypad.longestLine {
      spoil(.tooLong, &effects)
    } else {
      digits += 1
      effects.append(.event(.key(.digit(byte - 0x30))))
    }
  }

  /// Takes a whole code: nothing of it is told before all of it is known to be digits.
  mutating func take(code: ArraySlice<UInt8>, _ effects: inout [DriverEffect]) {
    start()
    let start = code.lastIndex { keys.clear.contains($0) }.map { $0 + 1 } ?? code.startIndex
    let digits = code[start...]
    if start != code.startIndex { effects.append(.event(.key(.clear))) }
    guard !digits.isEmpty else { return }
    if digits.contains(where: { !$0.isDigit }) {
      effects.append(.event(.inputSpoiled(.notADigit)))
    } else if digits.count > LineKeypad.longestLine {
      effects.append(.event(.inputSpoiled(.tooLong)))
    } else {
      for digit in digits { effects.append(.event(.key(.digit(digit - 0x30)))) }
      effects.append(.event(.key(.enter)))
    }
  }

  private mutating func spoil(_ fault: InputFault, _ effects: inout [DriverEffect]) {
    isSpoiled = true
    effects.append(.event(.inputSpoiled(fault)))
  }
}
