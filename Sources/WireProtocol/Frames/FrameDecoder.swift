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
    return close()
  }

  /// Takes bytes up to the first zero that says something; the same as one by one, at a fraction of the cost.
  /// - Parameters:
  ///   - bytes: as they came, any part of a stream.
  ///   - offset: where among them to begin; afterwards, behind the last byte taken.
  /// - Returns: nil when all are taken.
  public mutating func receive(_ bytes: [UInt8], from offset: inout Int) -> Outcome? {
    while offset < bytes.count {
      let end = add(bytes, from: offset)
      guard end < bytes.count else {
        offset = end
        return nil
      }
      offset = end + 1
      if let outcome = close() { return outcome }
    }
    return nil
  }

  /// Forgets what stands before the next zero, and wipes it.
  public mutating func reset() {
    buffer.withUnsafeMutableBytes { erase(UnsafeMutableRawBufferPointer(rebasing: $0[..<count])) }
    count = 0
    isTooLong = false
  }

  /// Keeps what stands before the next zero.
  /// - Returns: where the zero is, or the end.
  private mutating func add(_ bytes: [UInt8], from start: Int) -> Int {
    bytes.withUnsafeBytes { bytes in
      var end = start
      while end < bytes.count, bytes[end] != 0 { end += 1 }
      let kept = min(end - start, buffer.count - count)
      if kept < end - start { isTooLong = true }
      let place = count
      buffer.withUnsafeMutableBytes { buffer in
        UnsafeMutableRawBufferPointer(rebasing: buffer[place...])
          .copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[start..<(start + kept)]))
      }
      count += kept
      return end
    }
  }

  /// Takes a zero.
  private mutating func close() -> Outcome? {
    guard count > 0 else { return nil }
    let outcome = isTooLong ? .damaged(.tooLong) : decode()
    reset()
    return outcome
  }

  private mutating func decode() -> Outcome {
    let size = count
    // Lent once: each access of its own would ask anew whether the array is shared and how long it is.
    return buffer.withUnsafeMutableBytes { Self.decode(UnsafeMutableRawBufferPointer(rebasing: $0[..<size])) }
  }

  /// The packet is written over its own encoding: it never grows past where it is read from.
  private static func decode(_ bytes: UnsafeMutableRawBufferPointer) -> Outcome {
    var length = 0
    var read = 0
    while read < bytes.count {
      let end = read + Int(bytes[read])
      guard end <= bytes.count else { return .damaged(.badEncoding) }
      read += 1
      while read < end {
        bytes[length] = bytes[read]
        length += 1
        read += 1
      }
      if end < bytes.count {
        bytes[length] = 0
        length += 1
      }
    }
    guard length >= 4 else { return .damaged(.tooShort) }
    let checked = UnsafeRawBufferPointer(rebasing: bytes[..<(length - 2)])
    let found = UInt16(bytes[length - 2]) | UInt16(bytes[length - 1]) << 8
    guard FrameCheck.value(of: checked) == found else { return .damaged(.badChecksum) }
    let body = UnsafeRawBufferPointer(rebasing: checked[2...])
    return .frame(Frame(id: bytes[0], sequence: bytes[1], body: SecretBytes(copying: body)))
  }
}
