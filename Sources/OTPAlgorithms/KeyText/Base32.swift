public import Cryptography

/// Base32 as keys are written down and typed in (RFC 4648 §6).
public enum Base32 {
  /// Reads base32 of either case; spaces and hyphens that group it are passed over, and padding may be missing.
  /// - Parameter text: ASCII.
  /// - Throws: what is wrong and where, never what was read.
  public static func decode(_ text: some Collection<UInt8>) throws(Base32Error) -> SecretBytes {
    let symbolCount = try check(text)
    return SecretBytes(count: symbolCount * 5 / 8) { storage in
      var window: UInt32 = 0
      var bits = 0
      var index = 0
      for byte in text {
        guard let value = value(of: byte) else { continue }
        window = window << 5 | UInt32(value)
        bits += 5
        if bits >= 8 {
          bits -= 8
          storage[index] = UInt8(truncatingIfNeeded: window >> UInt32(bits))
          index += 1
        }
      }
    }
  }

  /// Writes upper-case base32 in ASCII, without padding unless asked for: what is typed by hand and what an
  /// `otpauth://` URI carries has none.
  public static func encode(_ bytes: SecretBytes, padded: Bool = false) -> SecretBytes {
    let symbolCount = (bytes.count * 8 + 4) / 5
    let count = padded ? (symbolCount + 7) / 8 * 8 : symbolCount
    return SecretBytes(count: count) { storage in
      bytes.withBytes { bytes in
        var window: UInt32 = 0
        var bits = 0
        var source = 0
        for index in 0..<symbolCount {
          if bits < 5 {
            window = window << 8 | (source < bytes.count ? UInt32(bytes[source]) : 0)
            source += 1
            bits += 8
          }
          bits -= 5
          storage[index] = symbol(of: UInt8(truncatingIfNeeded: window >> UInt32(bits)) & 0x1F)
        }
        for index in symbolCount..<count { storage[index] = UInt8(ascii: "=") }
      }
    }
  }

  /// Counts the symbols that carry bits, after all rules have been checked.
  private static func check(_ text: some Collection<UInt8>) throws(Base32Error) -> Int {
    var symbols = 0
    var pads = 0
    var place = 0
    var last: UInt8 = 0
    for byte in text {
      if byte == UInt8(ascii: "=") {
        pads += 1
      } else if let value = value(of: byte) {
        guard pads == 0 else { throw .wrongPadding }
        symbols += 1
        last = value
      } else if !isSeparator(byte) {
        throw .wrongCharacter(at: place)
      }
      place += 1
    }
    let unusedBits = symbols * 5 % 8
    guard unusedBits < 5 else { throw .impossibleLength }
    guard pads == 0 || (pads < 8 && (symbols + pads) % 8 == 0) else { throw .wrongPadding }
    guard last & (1 << UInt8(unusedBits) - 1) == 0 else { throw .trailingBits }
    return symbols
  }

  private static func value(of byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte - UInt8(ascii: "A")
    case UInt8(ascii: "a")...UInt8(ascii: "z"): byte - UInt8(ascii: "a")
    case UInt8(ascii: "2")...UInt8(ascii: "7"): byte - UInt8(ascii: "2") + 26
    default: nil
    }
  }

  private static func symbol(of value: UInt8) -> UInt8 {
    value < 26 ? UInt8(ascii: "A") + value : UInt8(ascii: "2") + value - 26
  }

  /// Whether `byte` groups a key for the eye and means nothing.
  static func isSeparator(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "-") }
}
