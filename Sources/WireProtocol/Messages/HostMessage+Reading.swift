public import Cryptography

extension HostMessage {
  /// Reads a frame.
  public init(_ frame: Frame) throws(MessageFault) {
    try self.init(id: frame.id, body: frame.body)
  }

  /// Reads a message's body, from a frame or out of a sealed one.
  public init(id: UInt8, body: SecretBytes) throws(MessageFault) {
    guard let known = HostMessageID(rawValue: id) else {
      self = .unrecognized(id: id, body: body)
      return
    }
    let message = try body.withBytes { (bytes) throws(MessageFault) -> HostMessage? in
      var reader = BodyReader(bytes)
      return try Self.read(known, body, &reader)
    }
    self = message ?? .unrecognized(id: id, body: body)
  }

  /// - Returns: nil where an enumerated field has a value that this version does not know (REQ-MSG-002).
  private static func read(
    _ id: HostMessageID, _ whole: SecretBytes, _ body: inout BodyReader
  ) throws(MessageFault) -> HostMessage? {
    switch id {
    case .hello:
      let lowest = try body.byte()
      let highest = try body.byte()
      let tag = try body.uint32()
      guard lowest <= highest, tag > 0 else { throw .outOfRange }
      return .hello(HostHello(versions: lowest...highest, tag: tag))
    case .ack: return .ack
    case .ping: return .ping(tag: try body.byte())
    case .handshake: return .handshake(whole)
    case .sealed: return .sealed(whole)
    case .show: return .show(try body.text())
    case .feedback:
      guard let signal = Feedback(rawValue: try body.byte()) else { return nil }
      return .feedback(signal, FeedbackWays(rawValue: try body.byte()))
    case .entry: return try entry(&body)
    case .confirm:
      let request = try body.byte()
      let digits = try body.byte(in: 0...ConfirmRequest.mostNumberDigits)
      let seconds = try body.byte(in: 1...255)
      return .confirm(
        ConfirmRequest(request: request, numberDigits: digits, seconds: seconds, text: try body.text()))
    case .cancelConfirm: return .cancelConfirm(request: try body.byte())
    case .challenge: return try challenge(&body)
    case .listSlots: return .listSlots
    case .readSlot: return .readSlot(try body.byte())
    case .writeSlot:
      guard let record = try SlotRecord(&body) else { return nil }
      let length = try body.byte()
      guard SlotRecord.keyLengths.contains(Int(length)) else { throw .outOfRange }
      return .writeSlot(record, key: try body.secret(Int(length)))
    case .eraseSlot: return .eraseSlot(try body.byte())
    case .getTime: return .getTime
    case .setTime: return .setTime(try body.uint64())
    case .getStatus: return .getStatus
    case .selfTest: return .selfTest
    case .getFirmware: return .getFirmware
    case .setPIN:
      let digits = try body.digits(0...HostMessage.pinLength.upperBound)
      guard digits.isEmpty || HostMessage.pinLength.contains(digits.count) else { throw .badDigits }
      return .setPIN(digits)
    case .restart: return .restart
    case .eraseAll: return .eraseAll
    case .pair: return .pair
    case .pairNonce: return .pairNonce(try body.secret(HostMessage.pairingNonceSize))
    case .pairVerdict: return .pairVerdict(try body.byte(in: 0...1) == 1)
    case .unpair: return .unpair
    }
  }

  private static func entry(_ body: inout BodyReader) throws(MessageFault) -> HostMessage? {
    let mode = try body.byte()
    let digits = try body.byte(in: 0...EntryMode.mostDigits)
    let masked = try body.byte(in: 0...1) == 1
    switch mode {
    case 0: return .entry(.off)
    case 1: return .entry(.eachKey)
    case 2: return .entry(.collect(digits: digits, masked: masked))
    default: return nil
    }
  }

  private static func challenge(_ body: inout BodyReader) throws(MessageFault) -> HostMessage {
    let request = try body.byte()
    let slot = try body.byte()
    let question = body.rest()
    guard question.count >= ChallengeRequest.questionLength.lowerBound else { throw .tooShort }
    guard question.count <= ChallengeRequest.questionLength.upperBound else { throw .outOfRange }
    guard question.allSatisfy({ $0 >= 0x21 && $0 <= 0x7E }) else { throw .badText }
    return .challenge(ChallengeRequest(request: request, slot: slot, question: SecretBytes(copying: question)))
  }
}
