public import Cryptography
internal import WireProtocol

/// One case at work: a host that does exactly what the case says, right or wrong.
public final class Trial<Suite: SessionSuite> {
  /// How long the device may take for what it does at once: answers to link messages, and acknowledgements.
  static var prompt: Duration { LinkTiming.pingTimeout }
  /// How long nothing must come before it counts as nothing: longer than the device waits before it sends again.
  static var quiet: Duration { LinkTiming.ackTimeout + .milliseconds(200) }

  /// What is never counted, whatever number it carries.
  private static var linkMessages: [UInt8] {
    [DeviceMessageID.hello, .ack, .pong, .error].map(\.rawValue)
  }

  let bench: Bench<Suite>
  var transcript = Transcript()

  private var decoder = FrameDecoder()
  private var frames: [(frame: Frame, at: Duration)] = []
  private(set) var damaged = 0
  /// Whether the first byte since `mark` was looked for, and what it was.
  private(set) var firstByte: UInt8?

  /// The number of the frame sent last.
  var sequence = SequenceNumber.unnumbered
  var receiver = Receiver()
  /// Whether the device's numbered frames are acknowledged as they come.
  var acknowledges = true

  var hello: DeviceHello?
  var prologue: [UInt8] = []
  var session: SecureSession<Suite>?
  /// What came while something else was waited for.
  var overheard: [Heard] = []

  init(_ bench: Bench<Suite>) { self.bench = bench }

  var now: Duration { bench.line.now }

  // MARK: Judging

  func fail(_ reason: String) -> TrialEnd { .failed(reason) }

  func require(_ condition: Bool, _ reason: @autoclosure () -> String) throws(TrialEnd) {
    if !condition { throw .failed(reason()) }
  }

  func need(_ capabilities: Capabilities) throws(TrialEnd) {
    guard let hello, !hello.capabilities.isSuperset(of: capabilities) else { return }
    let missing = Capabilities.named.filter {
      capabilities.contains($0.capability) && !hello.capabilities.contains($0.capability)
    }
    throw .notApplicable("the device has no \(missing.map { "\($0.name)" }.joined(separator: ", "))")
  }

  // MARK: Bytes

  func send(raw bytes: [UInt8], _ remark: String) throws(TrialEnd) {
    transcript.sent(raw: bytes, remark)
    try write(bytes)
  }

  func write(_ bytes: [UInt8]) throws(TrialEnd) {
    do { try bench.line.send(bytes) } catch { throw .lineLost(error) }
  }

  func send(id: UInt8, sequence: UInt8, body: [UInt8] = []) throws(TrialEnd) {
    transcript.sent(id: id, sequence: sequence, body: SecretBytes(copying: body), isSealed: false)
    try write(RawFrame.encoded(RawFrame.packet(id: id, sequence: sequence, body: body)))
  }

  /// The next frame from the device, as it is, or nil where none comes in time.
  func nextFrame(until deadline: Duration) throws(TrialEnd) -> (frame: Frame, at: Duration)? {
    while frames.isEmpty {
      let bytes: [UInt8]
      do { bytes = try bench.line.receive(until: deadline) } catch { throw .lineLost(error) }
      if bytes.isEmpty { return nil }
      if firstByte == nil { firstByte = bytes.first }
      for byte in bytes {
        switch decoder.receive(byte) {
        case .frame(let frame): frames.append((frame, now))
        case .damaged: damaged += 1
        case nil: break
        }
      }
    }
    return frames.removeFirst()
  }

  /// Forgets what came so far and was not looked at.
  func drain(for time: Duration = .zero) throws(TrialEnd) {
    let deadline = now + time
    repeat { frames = [] } while try nextFrame(until: deadline) != nil
    frames = []
    overheard = []
    damaged = 0
    firstByte = nil
  }

  // MARK: Messages

  /// The next message that is not a repetition, or nil where none comes in time.
  func next(until deadline: Duration) throws(TrialEnd) -> Heard? {
    while let (frame, at) = try nextFrame(until: deadline) {
      let isSealed = session != nil && frame.id == DeviceMessageID.sealed.rawValue
      guard frame.sequence != SequenceNumber.unnumbered, !Self.linkMessages.contains(frame.id) else {
        transcript.seen(id: frame.id, sequence: frame.sequence, body: frame.body, isSealed: false)
        return Heard(message: try read(frame.id, frame.body), sequence: frame.sequence, isSealed: false, at: at)
      }
      switch receiver.take(frame.sequence) {
      case .new: break
      case .repeated:
        transcript.note("the device's #\(frame.sequence) again")
        try acknowledge(frame.sequence)
        continue
      case .outOfStep:
        transcript.seen(id: frame.id, sequence: frame.sequence, body: frame.body, isSealed: false)
        throw fail("the device's frame has number \(frame.sequence), where \(receiver.last) was the last")
      }
      try acknowledge(frame.sequence)
      guard isSealed else {
        transcript.seen(id: frame.id, sequence: frame.sequence, body: frame.body, isSealed: false)
        try require(session == nil, "a message came outside the session")
        return Heard(message: try read(frame.id, frame.body), sequence: frame.sequence, isSealed: false, at: at)
      }
      let (id, body) = try unseal(frame.body)
      transcript.seen(id: id, sequence: frame.sequence, body: body, isSealed: true)
      return Heard(message: try read(id, body), sequence: frame.sequence, isSealed: true, at: at)
    }
    return nil
  }

  func acknowledge(_ sequence: UInt8) throws(TrialEnd) {
    guard acknowledges else { return }
    try write(HostMessage.ack.frame(sequence: sequence).encoded())
  }

  private func read(_ id: UInt8, _ body: SecretBytes) throws(TrialEnd) -> DeviceMessage {
    do throws(MessageFault) { return try DeviceMessage(id: id, body: body) } catch {
      throw fail("the body of the device's message \(id) is wrong: \(error)")
    }
  }

  /// Waits for a message that `pick` takes; what else comes is overheard.
  func expect<Picked>(
    _ what: String, within time: Duration? = nil, _ pick: (Heard) -> Picked?
  ) throws(TrialEnd) -> Picked {
    let time = time ?? Self.prompt
    let deadline = now + time
    while let heard = try next(until: deadline) {
      if let picked = pick(heard) { return picked }
      overheard.append(heard)
    }
    throw fail("\(what) did not come within \(time)")
  }

  /// Nothing that `pick` takes must come.
  func expectNo(
    _ what: String, for time: Duration? = nil, _ pick: (Heard) -> Bool
  ) throws(TrialEnd) {
    let deadline = now + (time ?? Self.quiet)
    while let heard = try next(until: deadline) {
      if pick(heard) { throw fail("\(what) came") }
      overheard.append(heard)
    }
  }
}
