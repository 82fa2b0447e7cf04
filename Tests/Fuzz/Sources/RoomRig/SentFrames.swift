public import WireProtocol

/// Reads what one side sends, and traps where it is not whole frames, numbered from 0 at each hello.
public struct SentFrames {
  private var next: UInt8 = 0

  /// Starts before the first hello.
  public init() {}

  /// Reads what one effect sends: one frame.
  public mutating func take(_ bytes: [UInt8]) -> Frame {
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
    if frame.id & 0x7F == HostMessageID.hello.rawValue { next = 0 }
    precondition(frame.sequence == next, "a frame has the wrong number")
    next &+= 1
    return frame
  }
}
