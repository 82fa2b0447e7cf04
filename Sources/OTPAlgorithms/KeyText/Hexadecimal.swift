public import Cryptography

/// Hexadecimal as keys are written down and typed in (RFC 4648 §8).
public enum Hexadecimal {
  /// Reads hexadecimal of either case; spaces and hyphens that group it are passed over.
  /// - Parameter text: ASCII.
  /// - Throws: what is wrong and where, never what was read.
  public static func decode(_ text: some Collection<UInt8>) throws(HexadecimalError) -> SecretBytes {
    var symbols = 0
    var place = 0
    for byte in text {
      if value(of: byte) != nil {
        symbols += 1
      } else if !Base32.isSeparator(byte) {
        throw .wrongCharacter(at: place)
      }
      place += 1
    }
    guard symbols % 2 == 0 else { throw .oddLength }
    return SecretBytes(count: symbols / 2) { storage in
      var index = 0
      for byte in text {
        guard let value = value(of: byte) else { continue }
        storage[index / 2] = storage[index / 2] << 4 | value
        index += 1
      }
    }
  }

  /// Writes lower-case hexadecimal in ASCII.
  public static func encode(_ bytes: SecretBytes) -> SecretBytes {
    SecretBytes(count: bytes.count * 2) { storage in
      bytes.withBytes { bytes in
        for index in 0..<bytes.count {
          storage[2 * index] = symbol(of: bytes[index] >> 4)
          storage[2 * index + 1] = symbol(of: bytes[index] & 0xF)
        }
      }
    }
  }

  /// The value of one hexadecimal digit; nil for any other byte.
  static func value(of byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    default: nil
    }
  }

  private static func symbol(of value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
  }
}
