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

  mutating func uint32() throws(MessageFault) -> UInt32 {
    var value: UInt32 = 0
    for shift in 0..<UInt32(4) { value |= UInt32(try byte()) << (8 * shift) }
    return value
  }

  /// A length byte and that many bytes of text.
  mutating func identityText() throws(MessageFault) -> PrintableText {
    let count = Int(try byte())
    guard count <= PrintableText.longestIdentity else { throw .badText }
    guard bytes.count - offset >= count else { throw .tooShort }
    defer { offset += count }
    guard let text = PrintableText(bytes[offset..<(offset + count)]) else { throw .badText }
    return text
  }

  mutating func rest() -> UnsafeRawBufferPointer {
    defer { offset = bytes.count }
    return UnsafeRawBufferPointer(rebasing: bytes[offset...])
  }
}
