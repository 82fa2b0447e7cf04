import Cryptography

extension OCRASuite: CustomStringConvertible {
  /// The text of the suite, in ASCII: what is hashed and what is parsed. At most 46 bytes.
  public var text: [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(48)
    Self.append("OCRA-1:HOTP-", to: &text)
    Self.append(algorithm, to: &text)
    Self.append("-", to: &text)
    Self.append(digits, to: &text)
    Self.append(hasCounter ? ":C-Q" : ":Q", to: &text)
    switch question.kind {
    case .alphanumeric: Self.append("A", to: &text)
    case .numeric: Self.append("N", to: &text)
    case .hexadecimal: Self.append("H", to: &text)
    }
    if question.length < 10 { Self.append("0", to: &text) }
    Self.append(question.length, to: &text)
    if let pinHash {
      Self.append("-P", to: &text)
      Self.append(pinHash, to: &text)
    }
    switch session {
    case nil: break
    case .bytes64: Self.append("-S064", to: &text)
    case .bytes128: Self.append("-S128", to: &text)
    case .bytes256: Self.append("-S256", to: &text)
    case .bytes512: Self.append("-S512", to: &text)
    }
    if let timeStep {
      Self.append("-T", to: &text)
      Self.append(timeStep.count, to: &text)
      switch timeStep.unit {
      case .seconds: Self.append("S", to: &text)
      case .minutes: Self.append("M", to: &text)
      case .hours: Self.append("H", to: &text)
      }
    }
    return text
  }

  /// The text of the suite.
  public var description: String { String(decoding: text, as: UTF8.self) }

  private static func append(_ algorithm: HashAlgorithm, to text: inout [UInt8]) {
    switch algorithm {
    case .sha1: append("SHA1", to: &text)
    case .sha256: append("SHA256", to: &text)
    case .sha512: append("SHA512", to: &text)
    }
  }

  private static func append(_ literal: StaticString, to text: inout [UInt8]) {
    text.append(contentsOf: UnsafeBufferPointer(start: literal.utf8Start, count: literal.utf8CodeUnitCount))
  }

  /// Appends a number below 100, which all numbers in a suite but the session's are.
  private static func append(_ number: Int, to text: inout [UInt8]) {
    if number >= 10 { text.append(UInt8(ascii: "0") + UInt8(number / 10)) }
    text.append(UInt8(ascii: "0") + UInt8(number % 10))
  }
}
