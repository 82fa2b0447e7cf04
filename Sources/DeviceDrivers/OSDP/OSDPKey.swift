internal import Cryptography

/// A key that a device may have.
struct OSDPKey {
  /// 16 bytes.
  let bytes: SecretBytes
  /// Whether it is the one that every device comes with and everybody knows (SCBK-D).
  let isDefault: Bool

  /// The size of a key, in bytes.
  static let size = 16

  /// 30, 31 and so on to 3F.
  static let standard = OSDPKey(bytes: SecretBytes(copying: UInt8(0x30)...0x3F), isDefault: true)

  /// Makes a key of a device's own.
  init(_ bytes: SecretBytes) { self.init(bytes: bytes, isDefault: false) }

  private init(bytes: SecretBytes, isDefault: Bool) {
    self.bytes = bytes
    self.isDefault = isDefault
  }

  /// Reads 32 hexadecimal digits; nil where they are none.
  init?(hexadecimal text: String) {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(Self.size)
    defer { erase(&bytes) }
    var high: UInt8?
    for character in text.utf8 {
      guard let digit = Self.value(of: character), bytes.count < Self.size else { return nil }
      if let first = high {
        bytes.append(first << 4 | digit)
        high = nil
      } else {
        high = digit
      }
    }
    guard bytes.count == Self.size, high == nil else { return nil }
    self.init(SecretBytes(copying: bytes))
  }

  private static func value(of character: UInt8) -> UInt8? {
    switch character {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0")
    case UInt8(ascii: "A")...UInt8(ascii: "F"): character - UInt8(ascii: "A") + 10
    case UInt8(ascii: "a")...UInt8(ascii: "f"): character - UInt8(ascii: "a") + 10
    default: nil
    }
  }
}
