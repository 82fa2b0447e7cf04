internal import Cryptography
internal import WireProtocol

/// Writes a memory image in order, into exactly the room it needs.
struct ImageWriter {
  private let image: UnsafeMutableRawBufferPointer
  private var offset = 0

  init(_ image: UnsafeMutableRawBufferPointer) { self.image = image }

  mutating func put(_ byte: UInt8) {
    image[offset] = byte
    offset += 1
  }

  mutating func put(_ value: UInt64) {
    for shift in 0..<UInt64(8) { put(UInt8(truncatingIfNeeded: value >> (8 * shift))) }
  }

  mutating func put(_ secret: SecretBytes) {
    secret.withBytes { bytes in
      for byte in bytes { put(byte) }
    }
  }

  /// Closes the image with the checksum of what was written.
  mutating func putChecksum() {
    let check = FrameCheck.value(of: UnsafeRawBufferPointer(rebasing: image[..<offset]))
    put(UInt8(truncatingIfNeeded: check))
    put(UInt8(truncatingIfNeeded: check >> 8))
  }
}
