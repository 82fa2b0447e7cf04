internal import Cryptography
internal import DeviceModel

/// Finds frames in a line's bytes, checks them, and keeps at most one: what it holds is wiped as soon as it is of no
/// more use.
struct LineFramer {
  /// What a byte, or time, brought to an end.
  enum Outcome: Equatable {
    /// A frame that proved itself; its characters are in `data` until `clear`.
    case whole
    /// Something else than a frame.
    case damaged(InputFault)
  }

  private enum State {
    /// Between frames.
    case idle
    /// Inside one.
    case collecting
    /// Its length is reached, its end is not.
    case full
    /// Its end has come, its checksum has not.
    case ended(by: UInt8)
    /// Damage was told; what comes is dropped until a frame can start again.
    case skipping
  }

  private let framing: LineFraming
  private var state = State.idle
  private var start: UInt8?
  private var content: [UInt8] = []
  private var check: [UInt8] = []
  private var lastByte = Duration.zero

  init(_ framing: LineFraming) {
    self.framing = framing
    // One piece of memory for good, so that no growth leaves a copy behind.
    content.reserveCapacity(LineFraming.longestContent)
  }

  /// The data of the frame that was found whole.
  var data: ArraySlice<UInt8> { content.dropFirst(framing.skip) }

  /// When an unfinished frame has waited too long.
  var nextDeadline: Duration? {
    if case .idle = state { return nil }
    return framing.pause.map { lastByte + $0 }
  }

  /// Forgets everything, as when the line is opened.
  mutating func clear() {
    erase(&content)
    erase(&check)
    start = nil
    state = .idle
  }

  /// Takes the time: a frame that has neither end nor length ends here, any other is damaged.
  mutating func timePassed(to now: Duration) -> Outcome? {
    guard let deadline = nextDeadline, now >= deadline else { return nil }
    switch state {
    case .idle, .skipping:
      clear()
      return nil
    case .collecting where framing.end.isEmpty && framing.length == nil:
      return finish(end: nil)
    case .collecting, .full, .ended:
      clear()
      return .damaged(.damagedFrame)
    }
  }

  /// Takes a byte. Where a frame comes out, look at `data` and call `clear` before the next byte.
  mutating func take(_ byte: UInt8, at now: Duration) -> Outcome? {
    lastByte = now
    switch state {
    case .idle: return begin(byte)
    case .skipping:
      if framing.start.contains(byte) { return begin(byte) }
      if framing.start.isEmpty, framing.end.contains(byte) { clear() }
      return nil
    case .collecting: return collect(byte)
    case .full:
      if framing.ignored.contains(byte) { return nil }
      guard framing.end.contains(byte) else { return damage(.damagedFrame, at: byte) }
      return end(byte)
    case .ended(let end):
      check.append(byte)
      return check.count == framing.checksum?.width ? finish(end: end) : nil
    }
  }

  private mutating func begin(_ byte: UInt8) -> Outcome? {
    clear()
    if framing.start.contains(byte) {
      start = byte
      state = .collecting
      return nil
    }
    if framing.ignored.contains(byte) { return nil }
    guard framing.start.isEmpty else { return damage(.damagedFrame, at: byte) }
    // CR LF is one end: the empty frame between them says nothing.
    if framing.end.contains(byte), !isCounted { return nil }
    state = .collecting
    return collect(byte)
  }

  /// Whether every byte of a frame counts whatever it is: a checksum's byte can be any.
  private var isCounted: Bool {
    if let checksum = framing.checksum {
      framing.length != nil && !checksum.isHex && !checksum.isAfterEnd
    } else {
      false
    }
  }

  private mutating func collect(_ byte: UInt8) -> Outcome? {
    if !isCounted {
      if framing.start.contains(byte) { return damage(.damagedFrame, at: byte) }
      if framing.ignored.contains(byte) { return nil }
      if framing.end.contains(byte) { return end(byte) }
    }
    guard content.count < LineFraming.longestContent else { return damage(.tooLong, at: byte) }
    content.append(byte)
    guard content.count == framing.length else { return nil }
    guard framing.end.isEmpty else {
      state = .full
      return nil
    }
    return finish(end: nil)
  }

  private mutating func end(_ byte: UInt8) -> Outcome? {
    if let length = framing.length, content.count != length { return damage(.damagedFrame, at: byte) }
    guard framing.checksum?.isAfterEnd == true else { return finish(end: byte) }
    state = .ended(by: byte)
    return nil
  }

  private mutating func finish(end: UInt8?) -> Outcome? {
    if let checksum = framing.checksum {
      if !checksum.isAfterEnd {
        guard content.count >= checksum.width else { return damage(.damagedFrame, at: end) }
        check = Array(content.suffix(checksum.width))
        content.removeLast(checksum.width)
      }
      guard checksum.matches(check[...], content: content[...], start: start, end: end) else {
        return damage(.damagedFrame, at: end)
      }
    }
    guard content.count >= framing.skip else { return damage(.damagedFrame, at: end) }
    state = .idle
    return .whole
  }

  /// Drops the frame. The byte that showed the damage may be where the next one starts, or where this one ends.
  private mutating func damage(_ fault: InputFault, at byte: UInt8?) -> Outcome {
    clear()
    if let byte, framing.start.contains(byte) {
      start = byte
      state = .collecting
    } else if byte == nil && framing.pause == nil {
      state = .idle
    } else if let byte, framing.start.isEmpty, framing.end.contains(byte) {
      state = .idle
    } else {
      state = .skipping
    }
    return .damaged(fault)
  }
}
