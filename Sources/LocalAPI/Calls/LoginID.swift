/// A login's name: 32 lower-case hexadecimal digits, drawn at random, so that knowing one is the right to follow it.
public struct LoginID: Sendable, Hashable, CustomStringConvertible {
  /// The digits.
  public let text: String

  /// Takes a name; nil where it is none.
  public init?(_ text: String) {
    let digits = text.utf8
    guard digits.count == 32,
      digits.allSatisfy({
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0)
      })
    else { return nil }
    self.text = text
  }

  /// The digits.
  public var description: String { text }
}
