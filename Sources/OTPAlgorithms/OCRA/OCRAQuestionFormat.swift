/// What the questions of a suite look like (RFC 6287 §6.3: `QFxx`).
public struct OCRAQuestionFormat: Sendable, Hashable {
  /// The characters that a question has.
  public enum Kind: Sendable, Hashable, CaseIterable {
    /// ASCII letters and digits (`A`), hashed as they are.
    case alphanumeric
    /// Digits (`N`), hashed as the number that they write.
    case numeric
    /// Hexadecimal digits of either case (`H`), hashed as the bytes that they write.
    case hexadecimal
  }

  /// The lengths that a question may be limited to, in characters.
  public static let lengthRange = 4...64

  /// The characters.
  public let kind: Kind
  /// The most characters of one party's question, `lengthRange`.
  public let length: Int

  /// Takes a format in range: 4 to 64 characters.
  /// - Throws: `questionLength` alone.
  public init(_ kind: Kind, length: Int) throws(OCRASuiteError) {
    guard Self.lengthRange.contains(length) else { throw .questionLength }
    self.kind = kind
    self.length = length
  }

  /// Whether `character` may stand in a question.
  func allows(_ character: UInt8) -> Bool {
    switch character {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): true
    case UInt8(ascii: "A")...UInt8(ascii: "F"), UInt8(ascii: "a")...UInt8(ascii: "f"): kind != .numeric
    case UInt8(ascii: "G")...UInt8(ascii: "Z"), UInt8(ascii: "g")...UInt8(ascii: "z"): kind == .alphanumeric
    default: false
    }
  }
}
