/// An input read as choices, from its front, so that one input holds a whole course of events. Where it has ended, what
/// is read is zero or empty.
public struct Script {
  private let input: UnsafeRawBufferPointer
  private var offset = 0

  /// Starts at the front of `input`.
  public init(_ input: UnsafeRawBufferPointer) { self.input = input }

  /// Whether all of it was read.
  public var isAtEnd: Bool { offset == input.count }

  /// The next byte.
  public mutating func byte() -> UInt8 {
    guard offset < input.count else { return 0 }
    defer { offset += 1 }
    return input[offset]
  }

  /// A count, one byte, and that many bytes, or as many as there are.
  public mutating func bytes(atMost most: Int) -> [UInt8] {
    let count = min(Int(byte()), most, input.count - offset)
    defer { offset += count }
    return Array(input[offset..<(offset + count)])
  }

  /// All that is left, or the first `most` bytes of it.
  public mutating func rest(atMost most: Int = .max) -> [UInt8] {
    let count = min(most, input.count - offset)
    defer { offset += count }
    return Array(input[offset..<(offset + count)])
  }
}
