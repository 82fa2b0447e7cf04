/// A slot without its key: what travels of it in both directions.
public struct SlotRecord: Sendable, Hashable {
  /// The slot, 0 to 31.
  public let number: UInt8
  /// How its codes come about.
  public let kind: SlotKind
  /// The hash under the HMAC, as it travels: 1 SHA-1, 2 SHA-256, 3 SHA-512.
  public let algorithm: UInt8
  /// Digits of a code, 6 to 10.
  public let digits: UInt8
  /// Seconds of a time step, 1 to 65,535; 0 where the time moves nothing.
  public let period: UInt16
  /// The next code's counter; 0 where no counter moves it.
  public let counter: UInt64
  /// The owner's words, at most 28 bytes; an OCRA slot's suite follows in `suite`.
  public let label: PrintableText
  /// An OCRA slot's suite, such as `OCRA-1:HOTP-SHA1-6:QN08`, at most `longestSuite` bytes; empty for the other kinds.
  public let suite: PrintableText

  /// The most slots that a device may have.
  public static let mostSlots: UInt8 = 32
  /// How long a key may be that travels, in bytes.
  public static let keyLengths = 1...64
  /// The longest suite, in bytes.
  public static let longestSuite = 44

  /// Makes a record; texts are cut to fit.
  public init(
    number: UInt8, kind: SlotKind, algorithm: UInt8, digits: UInt8, period: UInt16, counter: UInt64,
    label: PrintableText, suite: PrintableText
  ) {
    self.number = number
    self.kind = kind
    self.algorithm = algorithm
    self.digits = digits
    self.period = period
    self.counter = counter
    self.label = PrintableText(clipping: label.utf8, limit: PrintableText.longestIdentity)
    self.suite = PrintableText(clipping: suite.utf8, limit: Self.longestSuite)
  }
}
