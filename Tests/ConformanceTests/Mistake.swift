import Cryptography
import HostPlatform

@testable import TokenMachine
@testable import WireProtocol

/// What a device may do wrong, and which cases must find it.
enum Mistake: String, CaseIterable {
  case ignoresChecksum, takesRepeatedTwice, neverAcknowledges, acknowledgesWrongNumber, neverRepeats
  case ignoresVersions, wrongTag, wrongLastTaken, keepsKeys, answersOwnDirection
  case skipsUnknown, answersTwice, takesOutOfStep, writesInPlain, plainInSession, reusesNonces, forgivesReplay
  case revealsEarly, breaksCommitment, pairsWithoutPerson, keepsPIN, wrongCode, staysPaired, deniesDisplay, clockInPlain

  typealias Machine = BrokenKeypad.Machine

  func before(_ frame: Frame, _ frames: inout [Frame], _ machine: inout Machine) {
    let id = HostMessageID(rawValue: frame.id)
    if self == .keepsPIN { machine.memory.pin?.triesLeft = TokenPIN.tries }
    switch self {
    case .takesRepeatedTwice where frame.sequence != 0 && frame.sequence == machine.link.receiver.last && id != .ack:
      machine.link.receiver = Self.receiver(at: frame.sequence == 1 ? 0 : frame.sequence - 1)
    case .takesOutOfStep where frame.sequence > 1 && id != .ack && machine.link.state == .plain:
      machine.link.receiver = Self.receiver(at: frame.sequence - 1)
    case .ignoresVersions where id == .hello && frame.body.count >= 6:
      let tag = frame.body.withBytes { Array($0[2..<6]) }
      if tag != [0, 0, 0, 0] { frames = [Frame(id: frame.id, sequence: 0, body: SecretBytes(copying: [1, 1] + tag))] }
    case .answersOwnDirection where frame.id == 0x83:
      frames = [Frame(id: HostMessageID.ping.rawValue, sequence: 0, body: frame.body)]
    case .wrongLastTaken where id == .hello: machine.link.lastTaken = .nothing
    case .skipsUnknown where id == nil && frame.id < 0x80 && frame.sequence != 0 && machine.link.state == .plain:
      _ = machine.link.receiver.take(frame.sequence)
      frames = []
    case .writesInPlain where [.writeSlot, .eraseSlot, .setPIN].contains(id) && machine.link.state == .plain,
      .clockInPlain where id == .setTime && machine.link.state == .plain:
      machine.link.state = .secured
    case .plainInSession where machine.link.session != nil && frame.sequence != 0 && id != .sealed && id != .ack:
      machine.link.state = .plain
    default: break
    }
  }

  func after(_ frame: Frame, _ before: Machine, _ machine: inout Machine) -> [DeviceMessage] {
    let id = HostMessageID(rawValue: frame.id)
    switch self {
    case .writesInPlain, .clockInPlain:
      if before.link.state == .plain, machine.link.state == .secured, machine.link.session == nil {
        machine.link.state = .plain
      }
    case .plainInSession:
      if before.link.session != nil, machine.link.session != nil, id != .sealed {
        machine.link.state = before.link.state
      }
    case .answersTwice where id == .getFirmware && machine.link.state == .plain:
      return [.done(about: frame.sequence)]
    case .reusesNonces where before.link.session != nil:
      if let sending = before.link.session?.sending { machine.link.session?.sending = sending }
    case .revealsEarly where before.link.pairing == nil && machine.link.pairing != nil:
      return [.pairReveal(SecretBytes(copying: before.link.pairingNonce?.bytes ?? []))]
    case .breaksCommitment where before.link.pairing == nil && machine.link.pairing != nil:
      guard let session = machine.link.session, let other = PairingNonce([UInt8](repeating: 9, count: 16)) else {
        break
      }
      machine.link.pairing = DevicePairing(in: session, nonce: other)
    case .pairsWithoutPerson where machine.link.pairing != nil && machine.link.verdicts.host == true:
      return [.pairResult(true)]
    case .wrongCode where machine.memory.slots.count > before.memory.slots.count:
      for slot in machine.memory.slots { machine.memory.advance(slot: slot.number) }
    case .staysPaired where before.memory.hosts.count > machine.memory.hosts.count:
      machine.memory.hosts = before.memory.hosts
      machine.link.hosts = before.memory.hosts
    default: break
    }
    return []
  }

  /// The cases that must find it.
  var finders: Set<String> {
    switch self {
    case .ignoresChecksum: ["framing-checksum"]
    case .takesRepeatedTwice: ["delivery-repeated"]
    case .neverAcknowledges, .acknowledgesWrongNumber: ["delivery-acknowledged", "delivery-repeated"]
    case .neverRepeats: ["delivery-device-repeats", "keys-repeated"]
    case .ignoresVersions: ["hello-no-version"]
    case .wrongTag: ["hello-tag"]
    case .wrongLastTaken: ["hello-last-taken"]
    case .keepsKeys: ["keys-forgotten"]
    case .answersOwnDirection: ["message-direction"]
    case .skipsUnknown: ["message-unknown"]
    case .answersTwice: ["request-answered-once"]
    case .takesOutOfStep: ["delivery-out-of-step"]
    case .writesInPlain, .clockInPlain: ["request-guarded"]
    case .plainInSession: ["session-plain-frames"]
    case .reusesNonces: ["session-rekey", "paired-requests"]
    case .forgivesReplay: ["session-tampered", "session-replay", "session-earlier"]
    case .revealsEarly: ["pairing-order"]
    case .breaksCommitment: ["pairing-commitment"]
    case .pairsWithoutPerson: ["pairing-person-needed"]
    case .keepsPIN: ["pin-tries", "pin-blocked"]
    case .wrongCode: ["slot-counter-codes"]
    // The first case that unpairs so that it can begin finds it, and leaves a device that no later one can have.
    case .staysPaired: ["restart-plain"]
    case .deniesDisplay: ["request-capabilities"]
    }
  }

  /// What else it may fail, by the beginnings of the cases' ids: what cannot be examined once it has done its harm.
  var related: [String] {
    let sessions = ["session-", "pairing-", "paired-", "clock-", "slot-", "pin-", "restart-", "unpair", "erase-"]
    return switch self {
    case .wrongTag: [""]
    // The hello that the handshake is bound to is another.
    case .reusesNonces, .breaksCommitment, .deniesDisplay: sessions
    case .neverRepeats: ["delivery-"]
    case .ignoresVersions: ["hello-", "keys-forgotten"]
    case .answersTwice: ["delivery-", "message-", "request-"]
    case .forgivesReplay: ["pairing-one-try", "pairing-out-of-turn", "restart-", "erase-"]
    case .wrongCode: ["slot-", "pin-"]
    default: []
    }
  }

  /// A session that should have ended goes on as if nothing had come.
  func needsRollback(before: Machine, after: Machine) -> Bool {
    self == .forgivesReplay && before.link.session != nil && after.link.session == nil && after.link.state == .down
  }

  func outgoing(_ frame: Frame) -> [Frame] {
    let id = DeviceMessageID(rawValue: frame.id)
    switch self {
    case .neverAcknowledges where id == .ack: return []
    case .acknowledgesWrongNumber where id == .ack:
      return [Frame(id: frame.id, sequence: SequenceNumber.following(frame.sequence), body: frame.body)]
    case .wrongTag where id == .hello:
      let body = frame.body.withBytes { Array($0) }
      if body[1...4].allSatisfy({ $0 == 0 }) { return [frame] }
      return [
        Frame(id: frame.id, sequence: 0, body: SecretBytes(copying: [body[0], body[1] ^ 1] + body[2...]))
      ]
    case .deniesDisplay where id == .hello:
      var body = frame.body.withBytes { Array($0) }
      body[10] &= ~4
      return [Frame(id: frame.id, sequence: 0, body: SecretBytes(copying: body))]
    default: return [frame]
    }
  }

  private static func receiver(at number: UInt8) -> Receiver {
    var receiver = Receiver()
    for number in 0..<number { _ = receiver.take(number + 1) }
    return receiver
  }
}
