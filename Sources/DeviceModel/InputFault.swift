/// Why a device's input was thrown away. It names the kind of damage, never the bytes.
public enum InputFault: String, Sendable, Hashable, CaseIterable {
  /// A byte that this kind of keypad cannot send stood in the line.
  case notADigit = "not a digit"
  /// More digits without an end than any code has.
  case tooLong = "too long"
  /// A frame failed its checksum or its form.
  case damagedFrame = "damaged frame"
  /// A frame was missing from the sequence.
  case lostFrame = "lost frame"
  /// Something came that is whole and no code, such as a card's number, in the middle of one.
  case notACode = "not a code"
}
