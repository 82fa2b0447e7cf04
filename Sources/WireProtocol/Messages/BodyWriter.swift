internal import Cryptography

/// Writes a message's fields in order, and wipes its own copy of them.
struct BodyWriter: ~Copyable {
  private var bytes: [UInt8] = []

  init() { bytes.reserveCapacity(FrameLimits.longestBody) }

  deinit {
    // The array is this writer's alone: it was never handed out.
    bytes.withUnsafeBytes { erase(UnsafeMutableRawBufferPointer(mutating: $0)) }
  }

  mutating func put(_ byte: UInt8) { bytes.append(byte) }

  mutating func put(_ value: UInt16) {
    bytes.append(UInt8(truncatingIfNeeded: value))
    bytes.append(UInt8(truncatingIfNeeded: value >> 8))
  }

  mutating func put(_ value: UInt32) {
    put(UInt16(truncatingIfNeeded: value))
    put(UInt16(truncatingIfNeeded: value >> 16))
  }

  mutating func put(_ value: UInt64) {
    put(UInt32(truncatingIfNeeded: value))
    put(UInt32(truncatingIfNeeded: value >> 32))
  }

  mutating func put(_ text: PrintableText) { bytes.append(contentsOf: text.utf8) }

  /// A length byte, then the text.
  mutating func putText8(_ text: PrintableText) {
    bytes.append(UInt8(text.utf8.count))
    put(text)
  }

  mutating func put(_ secret: SecretBytes) {
    secret.withBytes { secret in
      for byte in secret { bytes.append(byte) }
    }
  }

  /// The body.
  func body() -> SecretBytes { SecretBytes(copying: bytes) }
}
