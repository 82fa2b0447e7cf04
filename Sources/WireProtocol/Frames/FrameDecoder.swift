internal import Cryptography

/// Finds frames in a stream of bytes. It finds the next good frame after any garbage, needs `FrameLimits.longestFrame`
/// bytes whatever comes, and wipes them after each frame.
public struct FrameDecoder: Sendable {
  /// What a closing zero brought.
  public enum Outcome: Sendable {
    /// A whole frame with the right checksum.
    case frame(Frame)
    /// Something else.
    case damaged(FrameFault)
  }

  private var buffer = [UInt8](repeating: 0, count: FrameLimits.longestFrame - 1)
  private var count = 0
  private var isTooLong = false

  /// Starts between frames.
  public init() {}

  /// Takes one byte; returns something only at the zero that ends a frame. Zeros in a row say nothing (REQ-FRM-003).
  public mutating func receive(_ byte: UInt8) -> Outcome? {
    guard byte == 0 else {
      if count < buffer.count {
        buffer[count] = byte
        count += 1
      } else {
        isTooLong = true
      }
      return nil
    }
    guard count > 0 else { return nil }
    let outcome = isTooLong ? .damaged(.tooLong) : decode()
    reset()
    return outcome
  }

  /// Forgets what stands before the next zero, and wipes it.
  public mutating func reset() {
    buffer.withUnsafeMutableBytes { erase(UnsafeMutableRawBufferPointer(rebasing: $0[..<count])) }
    count = 0
    isTooLong = false
  }

  private mutating func decode() -> Outcome {
    // The packet is written over its own encoding: it never grows past where it is read from.
    var length = 0
    var read = 0
    while read < count {
      let end = read + Int(buffer[read])
      guard end <= count else { return .damaged(.badEncoding) }
      read += 1
      while read < end {
        buffer[length] = buffer[read]
        length += 1
        read += 1
      }
      if end < count {
        buffer[length] = 0
        length += 1
      }
    }
    guard length >= 4 else { return .damaged(.tooShort) }
    return buffer.withUnsafeBytes { bytes in
      let checked = UnsafeRawBufferPointer(rebasing: bytes[..<(length - 2)])
      let found = UInt16(bytes[length - 2]) | UInt16(bytes[length - 1]) << 8
      guard FrameCheck.value(of: checked) == found else { return .damaged(.badChecksum) }
      return .frame(Frame(id: bytes[0], sequence: bytes[1], body: SecretBytes(copying: checked[2...])))
    }
  }
}
