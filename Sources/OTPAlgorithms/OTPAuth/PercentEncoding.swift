import Cryptography

/// Percent-encoding of URI components (RFC 3986 §2.1).
enum PercentEncoding {
  /// Decodes a component. Bytes that should have been encoded stand for themselves.
  static func decode(_ component: OTPAuthURI.Bytes) throws(OTPAuthError) -> SecretBytes {
    var count = 0
    var rest = component
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%") {
        guard let high = rest.popFirst(), Hexadecimal.value(of: high) != nil,
          let low = rest.popFirst(), Hexadecimal.value(of: low) != nil
        else { throw .percentEncoding }
      }
      count += 1
    }
    return SecretBytes(count: count) { storage in
      var rest = component
      for index in 0..<count {
        var byte = rest.removeFirst()
        if byte == UInt8(ascii: "%"), let high = Hexadecimal.value(of: rest.removeFirst()),
          let low = Hexadecimal.value(of: rest.removeFirst())
        {
          byte = high << 4 | low
        }
        storage[index] = byte
      }
    }
  }

  /// Appends `text` in UTF-8 with all but the unreserved characters encoded (RFC 3986 §2.3).
  static func append(_ text: String, to bytes: inout [UInt8]) {
    for byte in text.utf8 {
      if isUnreserved(byte) {
        bytes.append(byte)
      } else {
        bytes.append(UInt8(ascii: "%"))
        bytes.append(digit(byte >> 4))
        bytes.append(digit(byte & 0xF))
      }
    }
  }

  /// Returns a name for people to read: UTF-8 without control characters.
  static func text(_ bytes: SecretBytes) throws(OTPAuthError) -> String {
    let text = bytes.withBytes { String(validating: $0, as: UTF8.self) }
    guard let text else { throw .name }
    for scalar in text.unicodeScalars where scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) { throw .name }
    return text
  }

  private static func isUnreserved(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
      UInt8(ascii: "~"):
      true
    default: false
    }
  }

  private static func digit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "A") + value - 10
  }
}
