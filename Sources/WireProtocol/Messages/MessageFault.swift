/// Why a frame with the right checksum is no message after all.
public enum MessageFault: UInt8, Error, Sendable, CaseIterable {
  /// The body ends before its last field.
  case tooShort
  /// A text is longer than its field allows, is not UTF-8, or holds control characters.
  case badText
  /// What should be ASCII digits is not, or there are too few or too many.
  case badDigits
  /// A value stands outside its field's range.
  case outOfRange
}
