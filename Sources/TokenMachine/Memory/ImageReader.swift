internal import WireProtocol

/// Reads a memory image in order.
struct ImageReader {
  private let image: UnsafeRawBufferPointer
  private var offset = 0
  private var end: Int

  init(_ image: UnsafeRawBufferPointer) {
    self.image = image
    end = image.count
  }

  /// How many bytes are left before the checksum.
  var remaining: Int { end - offset }

  /// Compares the checksum, which the image's last two bytes hold, and leaves it out of what is read afterwards.
  mutating func takeChecksum() throws(MemoryImageError) {
    guard remaining >= 2 else { throw .truncated }
    end -= 2
    let found = UInt16(image[end]) | UInt16(image[end + 1]) << 8
    guard FrameCheck.value(of: UnsafeRawBufferPointer(rebasing: image[..<end])) == found else { throw .badChecksum }
  }

  mutating func byte() throws(MemoryImageError) -> UInt8 {
    guard remaining >= 1 else { throw .truncated }
    defer { offset += 1 }
    return image[offset]
  }

  mutating func bytes(_ count: Int) throws(MemoryImageError) -> UnsafeRawBufferPointer {
    guard remaining >= count else { throw .truncated }
    defer { offset += count }
    return UnsafeRawBufferPointer(rebasing: image[offset..<(offset + count)])
  }

  mutating func uint64() throws(MemoryImageError) -> UInt64 {
    var value: UInt64 = 0
    for shift in 0..<UInt64(8) { value |= UInt64(try byte()) << (8 * shift) }
    return value
  }
}
