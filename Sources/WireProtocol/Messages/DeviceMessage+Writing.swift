public import Cryptography

extension DeviceMessage {
  /// The message's id.
  public var id: UInt8 {
    if case .unrecognized(let id, _) = self { return id }
    return knownID.rawValue
  }

  /// The message's fields as they travel.
  public var body: SecretBytes {
    switch self {
    case .handshake(let body), .sealed(let body), .unrecognized(_, let body), .entered(let body),
      .pairCommitment(let body), .pairReveal(let body):
      return body
    default:
      var writer = BodyWriter()
      write(to: &writer)
      return writer.body()
    }
  }

  /// Makes the frame that carries it.
  public func frame(sequence: UInt8) -> Frame {
    Frame(id: id, sequence: sequence, body: body)
  }

  private var knownID: DeviceMessageID {
    switch self {
    case .hello: .hello
    case .ack: .ack
    case .pong: .pong
    case .handshake: .handshake
    case .sealed: .sealed
    case .error: .error
    case .key: .key
    case .entered: .entered
    case .code: .code
    case .confirmed: .confirmed
    case .response: .response
    case .done: .done
    case .refused: .refused
    case .slotMap: .slotMap
    case .slot: .slot
    case .time: .time
    case .status: .status
    case .firmware: .firmware
    case .welcome: .welcome
    case .pairCommitment: .pairCommitment
    case .pairReveal: .pairReveal
    case .pairResult: .pairResult
    case .unrecognized: preconditionFailure("an unknown message has the id it came with")
    }
  }

  private func write(to body: inout BodyWriter) {
    switch self {
    case .hello(let hello): hello.write(to: &body)
    case .pong(let tag): body.put(tag)
    case .error(let report):
      body.put(report.rawCode)
      body.put(report.about)
      body.put(report.detail)
    case .key(let key): body.put(key.byte)
    case .code(let number, let code), .response(let number, let code):
      body.put(number)
      body.put(code)
    case .confirmed(let request, let answer):
      body.put(request)
      body.put(answer.rawValue)
      if case .yes(let number) = answer { body.put(number) }
    case .done(let about): body.put(about)
    case .refused(let about, let refusal):
      body.put(about)
      body.put(refusal.rawReason)
    case .slotMap(let about, let map):
      body.put(about)
      body.put(map.capacity)
      body.put(map.used)
    case .slot(let about, let record):
      body.put(about)
      record.write(to: &body)
    case .time(let about, let time):
      body.put(about)
      body.put(UInt8((time.milliseconds == nil ? 0 : 1) | (time.drift == nil ? 0 : 2)))
      body.put(time.milliseconds ?? 0)
      body.put(UInt32(bitPattern: time.drift ?? 0))
    case .status(let about, let status):
      body.put(about)
      status.write(to: &body)
    case .firmware(let about, let firmware):
      body.put(about)
      body.put(firmware.versions.lowerBound)
      body.put(firmware.versions.upperBound)
      body.put(firmware.boots)
      body.put(firmware.imageSize)
      body.put(firmware.imageCheck)
      body.put(firmware.build)
    case .welcome(let flag), .pairResult(let flag): body.put(UInt8(flag ? 1 : 0))
    case .ack, .handshake, .sealed, .entered, .pairCommitment, .pairReveal, .unrecognized: break
    }
  }
}

extension DeviceHello {
  fileprivate func write(to body: inout BodyWriter) {
    body.put(version)
    body.put(answeredTag)
    body.put(lastTaken.tag)
    body.put(lastTaken.sequence)
    body.put(capabilities.rawValue)
    body.put(UInt8(isPaired ? 1 : 0))
    body.putText8(vendor)
    body.putText8(product)
    body.putText8(serial)
    body.putText8(firmware)
  }
}

extension DeviceStatus {
  fileprivate func write(to body: inout BodyWriter) {
    body.put(battery ?? 255)
    body.put(tamper.rawValue)
    body.put(selfTest.rawValue)
    body.put(pin.rawValue)
    body.put(pinTries)
    body.put(pairedHosts)
    body.put(uptime)
  }
}
