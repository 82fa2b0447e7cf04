internal import Cryptography
internal import WireProtocol

/// A host that keeps to the rules.
extension Trial {
  /// Begins a conversation.
  @discardableResult
  func greet(versions: ClosedRange<UInt8> = ProtocolVersion.supported) throws(TrialEnd) -> DeviceHello {
    try drain()
    let tag = bench.nextTag()
    let message = HostMessage.hello(HostHello(versions: versions, tag: tag))
    forgetConversation()
    try write([0])
    try send(id: message.id, sequence: 0, body: message.body.withBytes { Array($0) })
    let deadline = now + Self.prompt
    while let (frame, _) = try nextFrame(until: deadline) {
      transcript.seen(id: frame.id, sequence: frame.sequence, body: frame.body, isSealed: false)
      guard frame.id == DeviceMessageID.hello.rawValue, case .hello(let hello)? = try? DeviceMessage(frame),
        hello.answeredTag == tag
      else { continue }
      self.hello = hello
      prologue = sessionPrologue(
        hostHello: message.body.withBytes { Array($0) }, deviceHello: frame.body.withBytes { Array($0) })
      return hello
    }
    throw fail("no hello with the tag \(tag) within \(Self.prompt)")
  }

  func forgetConversation() {
    sequence = SequenceNumber.unnumbered
    receiver = Receiver()
    session = nil
    acknowledges = true
  }

  /// Begins a conversation with a device that is not paired, so that requests travel as they are.
  func greetPlain() throws(TrialEnd) {
    try greet()
    guard hello?.isPaired == true else { return }
    guard let device = bench.paired else {
      throw .notApplicable("the device is paired with another host: unpair or erase it first")
    }
    try handshake(expecting: device)
    _ = try request(.unpair)
    bench.paired = nil
    try greet()
    try require(hello?.isPaired == false, "the device is paired after it was unpaired")
  }

  /// Sends a message as the next numbered frame, sealed in a session.
  /// - Returns: the frame's number.
  @discardableResult
  func post(_ message: HostMessage) throws(TrialEnd) -> UInt8 {
    sequence = SequenceNumber.following(sequence)
    guard session != nil else {
      try send(id: message.id, sequence: sequence, body: message.body.withBytes { Array($0) })
      return sequence
    }
    transcript.sent(id: message.id, sequence: sequence, body: message.body, isSealed: true)
    try write(sealedFrame(message, sequence: sequence).encoded())
    return sequence
  }

  func expectAcknowledgement(of number: UInt8) throws(TrialEnd) {
    try expect("an acknowledgement of #\(number)", within: LinkTiming.ackTimeout) { heard in
      if case .ack = heard.message { heard.sequence == number ? () : nil } else { nil }
    }
  }

  /// Sends a request and waits for its answer.
  @discardableResult
  func request(_ message: HostMessage) throws(TrialEnd) -> DeviceMessage {
    try answer(to: try post(message))
  }

  func answer(to number: UInt8) throws(TrialEnd) -> DeviceMessage {
    try expect("an answer to #\(number)", within: LinkTiming.replyTimeout) { heard in
      heard.message.answered == number ? heard.message : nil
    }
  }

  func requireDone(_ message: HostMessage) throws(TrialEnd) {
    let answer = try request(message)
    guard case .done = answer else { throw fail("the answer is \(answer.words), not done") }
  }

  func requireRefused(_ message: HostMessage, _ reasons: RefusalReason...) throws(TrialEnd) {
    try requireRefused(try post(message), reasons)
  }

  func requireRefused(_ number: UInt8, _ reasons: [RefusalReason]) throws(TrialEnd) {
    let answer = try answer(to: number)
    let wanted = reasons.map { "\($0)" }.joined(separator: " or ")
    guard case .refused(_, let refusal) = answer else { throw fail("the answer is \(answer.words), not \(wanted)") }
    guard let reason = refusal.reason, reasons.contains(reason) else {
      throw fail("refused with \(answer.words), not \(wanted)")
    }
  }

  /// Asks whether the device is there.
  func ping(_ tag: UInt8 = 0x5A) throws(TrialEnd) {
    try send(id: HostMessageID.ping.rawValue, sequence: 0, body: [tag])
    try expectPong(tag)
  }

  func expectPong(_ tag: UInt8) throws(TrialEnd) {
    try expect("a pong with tag \(tag)") { heard in
      if case .pong(tag) = heard.message { () } else { nil }
    }
  }

  func expectNoPong() throws(TrialEnd) {
    try expectNo("a pong") { if case .pong = $0.message { true } else { false } }
  }

  func expectError(_ code: ErrorCode) throws(TrialEnd) -> ErrorReport {
    try expect("error \(code)") { heard in
      if case .error(let report) = heard.message, report.code == code { report } else { nil }
    }
  }

  // MARK: The person

  /// Asks for something; the case ends where nobody is there.
  func ask(_ favour: Favour) throws(TrialEnd) {
    transcript.note(favour.words)
    guard let answer = bench.person.ask(favour) else { throw .needsPerson(favour.words) }
    if favour.isQuestion { try require(answer, "no, says the person: \(favour.words)") }
  }

  /// Waits for something that a person does first.
  func expectFromPerson<Picked>(_ what: String, _ pick: (Heard) -> Picked?) throws(TrialEnd) -> Picked {
    try expect(what, within: bench.person.patience, pick)
  }
}

extension DeviceMessage {
  /// The number of the request that this answers.
  var answered: UInt8? {
    switch self {
    case .done(let about), .refused(let about, _), .slotMap(let about, _), .slot(let about, _), .time(let about, _),
      .firmware(let about, _):
      about
    case .status(let about, _): about == 0 ? nil : about
    default: nil
    }
  }

  /// What it is, without what a person typed.
  var words: String {
    if case .refused(_, let refusal) = self {
      return "refused (\(refusal.reason.map { "\($0)" } ?? "reason \(refusal.rawReason)"))"
    }
    return DeviceMessageID(rawValue: id).map { "\($0)" } ?? "message \(id)"
  }
}
