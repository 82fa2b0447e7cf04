internal import Cryptography
public import WireProtocol

/// Reads what one side sends, and traps where that is not whole frames, or numbered otherwise than one after the other.
public struct SentFrames {
  /// A frame, and whether it went out before.
  public struct Sent {
    /// The frame.
    public let frame: Frame
    /// Whether it is the last numbered one once more.
    public let isAgain: Bool
    /// Whether it must be acknowledged.
    public let isNumbered: Bool
  }

  private var last: Frame?

  /// Starts before the first hello.
  public init() {}

  /// Reads what one effect sends: one frame, or the zero in front of a hello, which is none.
  public mutating func take(_ bytes: [UInt8]) -> Sent? {
    guard bytes != [0] else { return nil }
    precondition(bytes.count <= FrameLimits.longestFrame, "a frame is too long")
    var decoder = FrameDecoder()
    var frames: [Frame] = []
    for byte in bytes {
      switch decoder.receive(byte) {
      case .frame(let frame): frames.append(frame)
      case .damaged: fatalError("a damaged frame was sent")
      case nil: break
      }
    }
    precondition(frames.count == 1 && bytes.last == 0, "other than one frame was sent")
    let frame = frames[0]
    switch HostMessageID(rawValue: frame.id & 0x7F) {
    case .hello: last = nil
    case .ack:
      precondition(frame.sequence != SequenceNumber.unnumbered && frame.body.isEmpty, "nothing is acknowledged")
      return Sent(frame: frame, isAgain: false, isNumbered: false)
    default: break
    }
    if frame.sequence == SequenceNumber.unnumbered {
      let isLinks = frame.id & 0x7F <= HostMessageID.ping.rawValue || frame.id == DeviceMessageID.error.rawValue
      precondition(isLinks, "a message that must arrive has no number")
      return Sent(frame: frame, isAgain: false, isNumbered: false)
    }
    if let last, last.sequence == frame.sequence {
      precondition(last.content == frame.content, "a frame went out again and was changed")
      return Sent(frame: frame, isAgain: true, isNumbered: true)
    }
    precondition(frame.sequence == SequenceNumber.following(last?.sequence ?? 0), "a frame has the wrong number")
    last = frame
    return Sent(frame: frame, isAgain: false, isNumbered: true)
  }
}
