/// Tells new numbered frames from repeated ones, so that each message is taken at most once (REQ-SEQ-002…004).
public struct Receiver: Sendable {
  /// What a frame's number says.
  public enum Arrival: Sendable, Hashable {
    /// The next one: acknowledge and take it.
    case new
    /// The last one again, since its acknowledgement was lost: acknowledge, but do not take it.
    case repeated
    /// Neither: the two sides do not speak of the same conversation.
    case outOfStep
  }

  /// The number taken last, 0 before the first.
  public private(set) var last = SequenceNumber.unnumbered

  /// Expects number 1.
  public init() {}

  /// Takes a numbered frame's number.
  public mutating func take(_ sequence: UInt8) -> Arrival {
    if sequence == SequenceNumber.following(last) {
      last = sequence
      return .new
    }
    return sequence == last && sequence != SequenceNumber.unnumbered ? .repeated : .outOfStep
  }
}
