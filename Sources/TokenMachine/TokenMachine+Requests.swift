internal import Cryptography
internal import OTPAlgorithms
internal import WireProtocol

/// What a host may ask, each answered once.
extension TokenMachine where Hash: ~Copyable {
  mutating func carryOut(_ message: HostMessage, about: UInt8, at now: Duration, _ effects: inout [TokenEffect]) {
    if let needed = Self.needed(for: message), !capabilities.contains(needed) {
      return refuse(.unsupported, about, at: now, &effects)
    }
    switch message {
    case .show(let text):
      // A question to the person stays until it is answered.
      if case .none = prompt { show(SecretBytes(copying: text.utf8), until: nil, &effects) }
      done(about, at: now, &effects)
    case .feedback(let signal, let ways): give(signal, ways, about, at: now, &effects)
    case .entry(let mode):
      self.mode = mode
      forgetEntry()
      done(about, at: now, &effects)
    case .confirm(let question):
      done(about, at: now, &effects)
      ask(question, at: now, &effects)
    case .cancelConfirm(let request):
      cancel(request: request, at: now, &effects)
      done(about, at: now, &effects)
    case .challenge(let question): ask(question, about: about, at: now, unixTime: wallClock, &effects)
    case .listSlots:
      let used = memory.slots.reduce(UInt32(0)) { $0 | 1 << UInt32($1.number) }
      answer(.slotMap(about: about, SlotMap(capacity: UInt8(TokenMemory.slotLimit), used: used)), at: now, &effects)
    case .readSlot(let number):
      guard let slot = memory.slot(Int(number)) else { return refuse(.noSlot, about, at: now, &effects) }
      answer(.slot(about: about, SlotRecord(slot)), at: now, &effects)
    case .writeSlot(let record, let key): write(record, key, about, at: now, &effects)
    case .eraseSlot(let number):
      guard memory.slot(Int(number)) != nil else { return refuse(.noSlot, about, at: now, &effects) }
      memory.remove(slot: Int(number))
      unsettled.removeAll { $0 == Int(number) }
      keep(&effects)
      done(about, at: now, &effects)
    case .getTime: answer(.time(about: about, clock.time(at: now)), at: now, &effects)
    case .setTime(let milliseconds):
      clock.set(milliseconds, at: now)
      done(about, at: now, &effects)
    case .getStatus: answer(.status(about: about, status(at: now)), at: now, &effects)
    case .selfTest:
      guard selfTestAsked == nil else { return refuse(.busy, about, at: now, &effects) }
      selfTestAsked = about
      effects.append(.selfTest)
    case .getFirmware:
      answer(
        .firmware(
          about: about,
          FirmwareInfo(
            versions: ProtocolVersion.supported, boots: 0, imageSize: 0, imageCheck: 0, build: identity.build)),
        at: now, &effects)
    case .setPIN(let digits):
      memory.pin = digits.isEmpty ? nil : TokenPIN(digits: digits)
      unlockedUntil = nil
      keep(&effects)
      done(about, at: now, &effects)
    case .restart:
      done(about, at: now, &effects)
      effects.append(.restart)
    case .eraseAll:
      memory = TokenMemory()
      unsettled = []
      keep(&effects)
      done(about, at: now, &effects)
      // What comes before the restart meets a token that knows nobody already.
      link.hosts = []
      link.staticKeys = nil
      link.forgetHost()
      effects.append(.restart)
    case .unpair: unpair(about, at: now, &effects)
    case .hello, .ack, .ping, .handshake, .sealed, .pair, .pairNonce, .pairVerdict, .unrecognized:
      refuse(.unknownMessage, about, at: now, &effects)
    }
  }

  /// The capability that a request takes; nil where every device can do it.
  private static func needed(for message: HostMessage) -> Capabilities? {
    switch message {
    case .show: .display
    case .entry: .entry
    case .confirm, .cancelConfirm: .confirm
    case .challenge: .challenge
    case .listSlots, .readSlot, .writeSlot, .eraseSlot: .slots
    case .getTime, .setTime: .clock
    case .getStatus, .selfTest: .status
    case .setPIN: .pin
    default: nil
    }
  }

  private mutating func give(
    _ signal: Feedback, _ ways: FeedbackWays, _ about: UInt8, at now: Duration, _ effects: inout [TokenEffect]
  ) {
    var possible: FeedbackWays = []
    if capabilities.contains(.feedback) { possible.insert(.light) }
    if capabilities.contains(.sound) { possible.insert(.sound) }
    let ways = ways.intersection(possible)
    guard !ways.isEmpty else { return refuse(.unsupported, about, at: now, &effects) }
    effects.append(.signal(signal, ways))
    done(about, at: now, &effects)
  }

  private mutating func write(
    _ record: SlotRecord, _ key: SecretBytes, _ about: UInt8, at now: Duration, _ effects: inout [TokenEffect]
  ) {
    guard Int(record.number) < TokenMemory.slotLimit else { return refuse(.noSlot, about, at: now, &effects) }
    guard let slot = TokenSlot(record, key: key) else { return refuse(.badMessage, about, at: now, &effects) }
    memory.put(slot)
    unsettled.removeAll { $0 == slot.number }
    keep(&effects)
    done(about, at: now, &effects)
  }

  private mutating func unpair(_ about: UInt8, at now: Duration, _ effects: inout [TokenEffect]) {
    guard let host = link.sessionHost else { return refuse(.sessionRequired, about, at: now, &effects) }
    memory.hosts.removeAll { $0 == host }
    keep(&effects)
    done(about, at: now, &effects)
    link.hosts = memory.hosts
    link.forgetHost()
    openPairing(until: nil)
  }

  mutating func done(_ about: UInt8, at now: Duration, _ effects: inout [TokenEffect]) {
    answer(.done(about: about), at: now, &effects)
  }

  mutating func refuse(_ reason: RefusalReason, _ about: UInt8, at now: Duration, _ effects: inout [TokenEffect]) {
    answer(.refused(about: about, Refusal(reason)), at: now, &effects)
  }

  mutating func answer(_ message: DeviceMessage, at now: Duration, _ effects: inout [TokenEffect]) {
    perform(link.answer(message, at: now), now, &effects)
  }
}
