public import Cryptography

extension HostMessage {
  /// The message's id.
  public var id: UInt8 {
    if case .unrecognized(let id, _) = self { return id }
    return knownID.rawValue
  }

  /// The message's fields as they travel.
  public var body: SecretBytes {
    switch self {
    case .handshake(let body), .sealed(let body), .unrecognized(_, let body), .setPIN(let body), .pairNonce(let body):
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

  private var knownID: HostMessageID {
    switch self {
    case .hello: .hello
    case .ack: .ack
    case .ping: .ping
    case .handshake: .handshake
    case .sealed: .sealed
    case .show: .show
    case .feedback: .feedback
    case .entry: .entry
    case .confirm: .confirm
    case .cancelConfirm: .cancelConfirm
    case .challenge: .challenge
    case .listSlots: .listSlots
    case .readSlot: .readSlot
    case .writeSlot: .writeSlot
    case .eraseSlot: .eraseSlot
    case .getTime: .getTime
    case .setTime: .setTime
    case .getStatus: .getStatus
    case .selfTest: .selfTest
    case .getFirmware: .getFirmware
    case .setPIN: .setPIN
    case .restart: .restart
    case .eraseAll: .eraseAll
    case .pair: .pair
    case .pairNonce: .pairNonce
    case .pairVerdict: .pairVerdict
    case .unpair: .unpair
    case .unrecognized: preconditionFailure("an unknown message has the id it came with")
    }
  }

  private func write(to body: inout BodyWriter) {
    switch self {
    case .hello(let hello):
      body.put(hello.versions.lowerBound)
      body.put(hello.versions.upperBound)
      body.put(hello.tag)
    case .ping(let tag): body.put(tag)
    case .show(let text): body.put(text)
    case .feedback(let signal, let ways):
      body.put(signal.rawValue)
      body.put(ways.rawValue)
    case .entry(let mode):
      switch mode {
      case .off: for byte: UInt8 in [0, 0, 0] { body.put(byte) }
      case .eachKey: for byte: UInt8 in [1, 0, 0] { body.put(byte) }
      case .collect(let digits, let masked):
        body.put(UInt8(2))
        body.put(digits)
        body.put(UInt8(masked ? 1 : 0))
      }
    case .confirm(let question):
      body.put(question.request)
      body.put(question.numberDigits)
      body.put(question.seconds)
      body.put(question.text)
    case .cancelConfirm(let request): body.put(request)
    case .challenge(let question):
      body.put(question.request)
      body.put(question.slot)
      body.put(question.question)
    case .readSlot(let slot), .eraseSlot(let slot): body.put(slot)
    case .writeSlot(let record, let key):
      record.write(to: &body)
      body.put(UInt8(key.count))
      body.put(key)
    case .setTime(let milliseconds): body.put(milliseconds)
    case .pairVerdict(let isEqual): body.put(UInt8(isEqual ? 1 : 0))
    case .ack, .listSlots, .getTime, .getStatus, .selfTest, .getFirmware, .restart, .eraseAll, .pair, .unpair,
      .handshake, .sealed, .setPIN, .pairNonce, .unrecognized:
      break
    }
  }
}
