public import Cryptography

extension DeviceMessage {
  /// Reads a frame.
  public init(_ frame: Frame) throws(MessageFault) {
    try self.init(id: frame.id, body: frame.body)
  }

  /// Reads a message's body, from a frame or out of a sealed one.
  public init(id: UInt8, body: SecretBytes) throws(MessageFault) {
    guard let known = DeviceMessageID(rawValue: id) else {
      self = .unrecognized(id: id, body: body)
      return
    }
    let message = try body.withBytes { (bytes) throws(MessageFault) -> DeviceMessage? in
      var reader = BodyReader(bytes)
      return try Self.read(known, body, &reader)
    }
    self = message ?? .unrecognized(id: id, body: body)
  }

  /// - Returns: nil where an enumerated field has a value that this version does not know (REQ-MSG-002).
  private static func read(
    _ id: DeviceMessageID, _ whole: SecretBytes, _ body: inout BodyReader
  ) throws(MessageFault) -> DeviceMessage? {
    switch id {
    case .hello: return .hello(try hello(&body))
    case .ack: return .ack
    case .pong: return .pong(tag: try body.byte())
    case .handshake: return .handshake(whole)
    case .sealed: return .sealed(whole)
    case .error:
      let code = try body.byte()
      let about = try body.byte()
      return .error(ErrorReport(rawCode: code, about: about, detail: SecretBytes(copying: body.rest())))
    case .key:
      guard let key = KeyCode(byte: try body.byte()) else { return nil }
      return .key(key)
    case .entered: return .entered(try body.digits(enteredLength))
    case .code:
      let slot = try body.byte()
      return .code(slot: slot, try body.digits(codeLength))
    case .confirmed: return try confirmed(&body)
    case .response:
      let request = try body.byte()
      return .response(request: request, try body.digits(codeLength))
    case .done: return .done(about: try body.byte())
    case .refused:
      let about = try body.byte()
      return .refused(about: about, Refusal(rawReason: try body.byte()))
    case .slotMap:
      let about = try body.byte()
      let capacity = try body.byte(in: 0...SlotRecord.mostSlots)
      return .slotMap(about: about, SlotMap(capacity: capacity, used: try body.uint32()))
    case .slot:
      let about = try body.byte()
      guard let record = try SlotRecord(&body) else { return nil }
      return .slot(about: about, record)
    case .time: return try time(&body)
    case .status: return try status(&body)
    case .firmware:
      let about = try body.byte()
      let lowest = try body.byte()
      let highest = try body.byte()
      guard lowest <= highest else { throw .outOfRange }
      let boots = try body.uint32()
      let size = try body.uint32()
      let check = try body.uint32()
      return .firmware(
        about: about,
        FirmwareInfo(
          versions: lowest...highest, boots: boots, imageSize: size, imageCheck: check, build: try body.text()))
    case .welcome: return .welcome(isPaired: try body.byte(in: 0...1) == 1)
    case .pairCommitment: return .pairCommitment(try body.secret(commitmentSize))
    case .pairReveal: return .pairReveal(try body.secret(HostMessage.pairingNonceSize))
    case .pairResult: return .pairResult(try body.byte(in: 0...1) == 1)
    }
  }

  private static func hello(_ body: inout BodyReader) throws(MessageFault) -> DeviceHello {
    let version = try body.byte()
    let tag = try body.uint32()
    let takenTag = try body.uint32()
    let takenSequence = try body.byte()
    let capabilities = Capabilities(rawValue: try body.uint32())
    let isPaired = try body.byte(in: 0...1) == 1
    let vendor = try body.text8()
    let product = try body.text8()
    let serial = try body.text8()
    return DeviceHello(
      version: version, answeredTag: tag, lastTaken: DeviceHello.Taken(tag: takenTag, sequence: takenSequence),
      capabilities: capabilities, isPaired: isPaired, vendor: vendor, product: product, serial: serial,
      firmware: try body.text8())
  }

  private static func confirmed(_ body: inout BodyReader) throws(MessageFault) -> DeviceMessage? {
    let request = try body.byte()
    let answer = try body.byte()
    guard (1...4).contains(answer) else { return nil }
    let number = try body.digits(0...(answer == 1 ? Int(ConfirmRequest.mostNumberDigits) : 0))
    switch answer {
    case 1: return .confirmed(request: request, .yes(number: number))
    case 2: return .confirmed(request: request, .no)
    case 3: return .confirmed(request: request, .timedOut)
    case 4: return .confirmed(request: request, .replaced)
    default: return nil
    }
  }

  private static func time(_ body: inout BodyReader) throws(MessageFault) -> DeviceMessage {
    let about = try body.byte()
    let known = try body.byte()
    let milliseconds = try body.uint64()
    let drift = Int32(bitPattern: try body.uint32())
    return .time(
      about: about,
      DeviceTime(milliseconds: known & 1 != 0 ? milliseconds : nil, drift: known & 2 != 0 ? drift : nil))
  }

  private static func status(_ body: inout BodyReader) throws(MessageFault) -> DeviceMessage? {
    let about = try body.byte()
    let battery = try body.byte()
    guard battery <= 100 || battery == 255 else { throw .outOfRange }
    let tamper = DeviceStatus.Tamper(rawValue: try body.byte())
    let selfTest = DeviceStatus.SelfTest(rawValue: try body.byte())
    let pin = DeviceStatus.PIN(rawValue: try body.byte())
    let tries = try body.byte()
    let hosts = try body.byte()
    let uptime = try body.uint32()
    guard let selfTest, let pin else { return nil }
    return .status(
      about: about,
      DeviceStatus(
        battery: battery == 255 ? nil : battery, tamper: tamper, selfTest: selfTest, pin: pin, pinTries: tries,
        pairedHosts: hosts, uptime: uptime))
  }
}
