internal import Cryptography

/// Reads a message's fields in order. What follows the last known field belongs to a later version and is left alone
/// (REQ-MSG-003).
struct BodyReader {
  private let bytes: UnsafeRawBufferPointer
  private var offset = 0

  init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  mutating func byte() throws(MessageFault) -> UInt8 {
    guard offset < bytes.count else { throw .tooShort }
    defer { offset += 1 }
    return bytes[offset]
  }

  /// A byte in `range`.
  mutating func byte(in range: ClosedRange<UInt8>) throws(MessageFault) -> UInt8 {
    let value = try byte()
    guard range.contains(value) else { throw .outOfRange }
    return value
  }

  mutating func uint16() throws(MessageFault) -> UInt16 {
    let low = UInt16(try byte())
    return low | UInt16(try byte()) << 8
  }

  mutating func uint32() throws(MessageFault) -> UInt32 {
    let low = UInt32(try uint16())
    return low | UInt32(try uint16()) << 16
  }

  mutating func uint64() throws(MessageFault) -> UInt64 {
    let low = UInt64(try uint32())
    return low | UInt64(try uint32()) << 32
  }

  /// `count` bytes.
  mutating func secret(_ count: Int) throws(MessageFault) -> SecretBytes {
    guard bytes.count - offset >= count else { throw .tooShort }
    defer { offset += count }
    return SecretBytes(copying: bytes[offset..<(offset + count)])
  }

  /// A length byte and that many bytes of text.
  mutating func text8(limit: Int = PrintableText.longestIdentity) throws(MessageFault) -> PrintableText {
    let count = Int(try byte())
    guard count <= limit else { throw .badText }
    guard bytes.count - offset >= count else { throw .tooShort }
    defer { offset += count }
    guard let text = PrintableText(bytes[offset..<(offset + count)]) else { throw .badText }
    return text
  }

  /// The rest of the body as text.
  mutating func text() throws(MessageFault) -> PrintableText {
    guard let text = PrintableText(rest()) else { throw .badText }
    return text
  }

  /// The rest of the body as ASCII digits.
  mutating func digits(_ lengths: ClosedRange<Int>) throws(MessageFault) -> SecretBytes {
    let digits = rest()
    guard lengths.contains(digits.count), digits.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { throw .badDigits }
    return SecretBytes(copying: digits)
  }

  mutating func rest() -> UnsafeRawBufferPointer {
    defer { offset = bytes.count }
    return UnsafeRawBufferPointer(rebasing: bytes[offset...])
  }
}
