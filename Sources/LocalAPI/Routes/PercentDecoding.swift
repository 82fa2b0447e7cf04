import Cryptography

/// Percent-decoding of paths (RFC 3986 §2.1) and of forms (URL standard, application/x-www-form-urlencoded).
enum PercentDecoding {
  /// Decodes `text`; nil where a percent sign is not followed by two hexadecimal digits.
  static func decode(_ text: some Collection<UInt8>, plusIsSpace: Bool) -> SecretBytes? {
    var count = 0
    guard walk(text, plusIsSpace, { _ in count += 1 }) else { return nil }
    return SecretBytes(count: count) { bytes in
      var place = 0
      _ = walk(text, plusIsSpace) { byte in
        bytes[place] = byte
        place += 1
      }
    }
  }

  private static func walk(_ text: some Collection<UInt8>, _ plusIsSpace: Bool, _ emit: (UInt8) -> Void) -> Bool {
    var rest = text[...]
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "%"):
        guard let high = rest.popFirst().flatMap(value), let low = rest.popFirst().flatMap(value) else { return false }
        emit(high << 4 | low)
      case UInt8(ascii: "+") where plusIsSpace: emit(UInt8(ascii: " "))
      default: emit(byte)
      }
    }
    return true
  }

  private static func value(of digit: UInt8) -> UInt8? {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
    case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
    case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
    default: nil
    }
  }
}
