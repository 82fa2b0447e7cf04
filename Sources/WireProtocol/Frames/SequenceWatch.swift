/// Follows the other side's running numbers and tells how many frames are missing (REQ-SEQ-001…003).
public struct SequenceWatch: Sendable {
  private var expected: UInt8 = 0

  /// Expects number 0 until a hello says otherwise.
  public init() {}

  /// Counts on from a hello, whatever its number.
  public mutating func start(at sequence: UInt8) { expected = sequence &+ 1 }

  /// Takes the next frame's number.
  /// - Returns: how many frames before it never came, modulo 256; 0 where none is missing.
  public mutating func lost(before sequence: UInt8) -> UInt8 {
    defer { expected = sequence &+ 1 }
    return sequence &- expected
  }
}
