public import Cryptography

/// The question that a response answers (RFC 6287 §5.1: Q).
///
/// Ask numeric questions of full length: the encoding drops leading zeros and fills up with zeros at the end, so that a
/// few short ones are hashed alike (1 and 16, for example).
public struct OCRAQuestion: Sendable {
  /// How many bytes of the message the question fills, whatever its format.
  public static let encodedLength = 128

  private let first: SecretBytes
  private let second: SecretBytes?

  /// One party's question: a challenge, or the data to be signed (§7.1, §7.3).
  /// - Parameter text: ASCII.
  public init(_ text: some Collection<UInt8>) {
    first = SecretBytes(copying: text)
    second = nil
  }

  /// Both parties' questions, where each proves itself to the other (§7.2): the one that the computing party received,
  /// then the one that it asked. Both have the suite's full length, so that nobody can move the border between them.
  public init(received: some Collection<UInt8>, asked: some Collection<UInt8>) {
    first = SecretBytes(copying: received)
    second = SecretBytes(copying: asked)
  }

  /// Returns the question as it is hashed, as RFC 6287's reference program (appendix A) is called: letters as their
  /// ASCII codes, decimal digits as the number's hexadecimal digits, hexadecimal digits as they are; to the left, zeros
  /// to their right.
  /// - Returns: `encodedLength` bytes.
  public func encoded(as format: OCRAQuestionFormat) throws(OCRAInputError) -> SecretBytes {
    try check(first, format)
    if let second {
      try check(second, format)
      guard first.count == format.length, second.count == format.length else { throw .questionLength }
    }
    return SecretBytes(count: Self.encodedLength) { storage in
      var digits = 0
      func add(_ text: SecretBytes) {
        text.withBytes { text in
          for character in text {
            switch format.kind {
            case .alphanumeric: storage[digits] = character
            case .numeric: Self.appendDecimal(character - UInt8(ascii: "0"), to: storage)
            case .hexadecimal:
              let value = Hexadecimal.value(of: character) ?? 0
              storage[digits / 2] |= digits % 2 == 0 ? value << 4 : value
            }
            digits += 1
          }
        }
      }
      add(first)
      if let second { add(second) }
      if format.kind == .numeric { Self.moveToTheLeft(storage) }
    }
  }

  private func check(_ text: SecretBytes, _ format: OCRAQuestionFormat) throws(OCRAInputError) {
    guard !text.isEmpty, text.count <= format.length else { throw .questionLength }
    try text.withBytes { text throws(OCRAInputError) in
      for index in 0..<text.count where !format.allows(text[index]) { throw .questionCharacter(at: index) }
    }
  }

  /// The most bytes that a number of 128 decimal digits has.
  private static let numberLength = 54

  /// Multiplies the number in the first `numberLength` bytes by ten and adds `digit`, byte by byte: small processors
  /// have no wide arithmetic, and nothing of the number is left anywhere.
  private static func appendDecimal(_ digit: UInt8, to storage: UnsafeMutableRawBufferPointer) {
    var carry = UInt16(digit)
    for index in (0..<numberLength).reversed() {
      let sum = UInt16(storage[index]) * 10 + carry
      storage[index] = UInt8(truncatingIfNeeded: sum)
      carry = sum >> 8
    }
  }

  /// Moves the number so that its first hexadecimal digit that is not zero comes first.
  private static func moveToTheLeft(_ storage: UnsafeMutableRawBufferPointer) {
    guard let start = storage[..<numberLength].firstIndex(where: { $0 != 0 }) else { return }
    let isHalf = storage[start] < 0x10
    for index in 0..<numberLength {
      let high = storage[start + index]
      storage[index] = isHalf ? high << 4 | storage[start + index + 1] >> 4 : high
    }
  }
}
