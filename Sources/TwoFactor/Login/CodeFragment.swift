import Cryptography

/// The digits typed at a seat so far. They come from one device: another one's digit begins anew.
struct CodeFragment: Sendable {
  private(set) var digits: SecretBytes
  private(set) var origin: CodeOrigin

  init(_ digit: UInt8, from origin: CodeOrigin) {
    digits = SecretBytes(copying: CollectionOfOne(Self.ascii(digit)))
    self.origin = origin
  }

  /// Adds a digit. What is too long to be a code stays too long to be one, whatever more is typed: of digits beyond
  /// `limit` one is kept.
  mutating func append(_ digit: UInt8, from origin: CodeOrigin, limit: Int) {
    guard origin == self.origin else {
      self = CodeFragment(digit, from: origin)
      return
    }
    guard digits.count <= limit else { return }
    let shorter = digits
    digits = SecretBytes(count: shorter.count + 1) { longer in
      shorter.withBytes { longer.copyMemory(from: $0) }
      longer[shorter.count] = Self.ascii(digit)
    }
  }

  private static func ascii(_ digit: UInt8) -> UInt8 { UInt8(ascii: "0") + digit }
}
