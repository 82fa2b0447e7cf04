/// An account's name: 1 to 64 of the characters `a-z A-Z 0-9 . _ - @ +`, starting with a letter or digit, so that it
/// is safe in a path, a log line and a page. Case is kept and counts.
public struct AccountName: Sendable, Hashable, CustomStringConvertible {
  /// The name.
  public let text: String

  /// Takes a name; nil where it is none.
  public init?(_ text: String) {
    let bytes = text.utf8
    guard (1...64).contains(bytes.count), bytes.allSatisfy(Self.isAllowed), let first = bytes.first,
      Self.isAlphanumeric(first)
    else { return nil }
    self.text = text
  }

  /// The name itself.
  public var description: String { text }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: false
    }
  }

  private static func isAllowed(_ byte: UInt8) -> Bool {
    isAlphanumeric(byte)
      || [UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "@"), UInt8(ascii: "+")].contains(byte)
  }
}
