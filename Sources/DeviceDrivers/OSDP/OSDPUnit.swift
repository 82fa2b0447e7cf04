internal import Cryptography
internal import DeviceModel

/// The panel's conversation with one device on the line: one question, one answer, and what is made of it. When it may
/// speak is the line's matter.
///
/// It is long since every question, answer and ending moves the same few private things, the channel's MACs among them,
/// that nothing else may touch.
struct OSDPUnit<Cipher: BlockCipher> {
  /// What the device has on the line next.
  enum Turn {
    /// These bytes, to be answered.
    case send([UInt8])
    /// A random number is wanted before it can go on.
    case entropyWanted(count: Int)
  }

  /// How long a device that does not answer, or whose answer will not do, is left alone.
  static var pause: Duration { .seconds(1) }
  /// How long a device that is busy is left alone.
  static var busyPause: Duration { .milliseconds(200) }
  /// How often a question is put before the device counts as gone.
  static var tries: Int { 3 }
  /// How often a device may be busy in a row.
  static var longestBusy: Int { 25 }
  /// How many commands may wait for their turn.
  static var longestQueue: Int { 8 }

  /// 0 to 126.
  let address: UInt8
  /// When it wants the line; nil when it wants it no more.
  private(set) var due: Duration?
  /// Something came while it was asked, but no packet.
  var heardDamage = false

  private let settings: OSDPSettings
  private let keys: [OSDPKey]
  private var phase = OSDPPhase.identity
  private var sequence: UInt8 = 0
  private var question: [UInt8] = []
  private var attempts = 0
  private var busyAnswers = 0
  /// It has answered since the line was opened.
  private var hasAnswered = false
  /// Sessions that broke since the last one that lasted.
  private var brokenSessions = 0

  private var keyIndex = 0
  private var panelRandom: [UInt8] = []
  private var handshake: OSDPHandshake<Cipher>?
  private var channel: OSDPSecureChannel<Cipher>?

  private var identity = DeviceIdentity()
  private var capabilities = OSDPCapabilities()
  private var isTampered = false
  private var lacksPower = false
  private var commands: [OSDPCommand] = []
  private var told = OSDPStanding.unknown

  init(address: UInt8, settings: OSDPSettings) {
    self.address = address
    self.settings = settings
    keys = settings.keys[address] ?? []
  }

  /// Begins, or begins anew, with a line that was just opened.
  mutating func start(at now: Duration) {
    told = .unknown
    brokenSessions = 0
    hasAnswered = false
    restart(at: now)
  }

  // MARK: The unit's turn

  /// What it says, now that it has the line.
  mutating func turn() -> Turn {
    guard question.isEmpty else { return .send(question) }
    switch phase {
    case .challenge where panelRandom.isEmpty:
      return .entropyWanted(count: OSDPHandshake<Cipher>.randomSize)
    default:
      var command = nextCommand()
      defer { command.wipe() }
      if var channel {
        question = channel.seal(command, address: address, sequence: sequence, check: settings.check)
        self.channel = channel
      } else {
        question = OSDPPacket.encoded(
          address: address, sequence: sequence, check: settings.check, security: securityBlock,
          code: command.code.rawValue, data: command.data)
      }
      return .send(question)
    }
  }

  /// Takes the random number it wanted; its turn then goes on.
  mutating func take(entropy: SecretBytes) {
    panelRandom = entropy.withBytes { Array($0.prefix(OSDPHandshake<Cipher>.randomSize)) }
  }

  private var securityBlock: [UInt8]? {
    let key: UInt8 = keys.indices.contains(keyIndex) && keys[keyIndex].isDefault ? 0 : 1
    return switch phase {
    case .challenge: [OSDPSecurityBlock.challenge, key]
    case .cryptogram: [OSDPSecurityBlock.panelCryptogram, key]
    default: nil
    }
  }

  private mutating func nextCommand() -> OSDPCommand {
    switch phase {
    case .identity: return OSDPCommand(.identify, [0])
    case .capabilities: return OSDPCommand(.capabilities, [0])
    case .challenge: return OSDPCommand(.challenge, panelRandom)
    case .cryptogram: return OSDPCommand(.cryptogram, handshake?.panelCryptogram ?? [])
    case .newKey: return settings.newKeys[address].map { .setKey($0.bytes) } ?? OSDPCommand(.poll)
    case .move: return settings.move.map { .setLine(address: $0.address, baud: $0.baud) } ?? OSDPCommand(.poll)
    case .status: return OSDPCommand(.localStatus)
    case .online, .ended: return commands.isEmpty ? OSDPCommand(.poll) : commands.removeFirst()
    }
  }

  // MARK: Commands

  /// Takes what the daemon wants of the device, to be sent when it has the line.
  mutating func perform(_ command: DeviceCommand, at now: Duration) {
    guard phase == .online else { return }
    switch command {
    case .show(let text):
      guard capabilities.places > 0 else { return }
      commands.removeAll { $0.code == .text }
      queue(.show(text, places: capabilities.places), at: now)
    case .feedback(let feedback):
      if capabilities.hasLights { queue(.light(feedback), at: now) }
      if capabilities.hasSounds { queue(.sound(feedback), at: now) }
    case .startInput, .ping, .useCredentials, .request, .pairVerdict: return
    }
  }

  private mutating func queue(_ command: OSDPCommand, at now: Duration) {
    if commands.count == Self.longestQueue { commands.removeFirst() }
    commands.append(command)
    due = min(due ?? now, now)
  }

  // MARK: Answers

  /// Takes a packet that came while its question stood.
  /// - Returns: nil where the packet is no answer to the question, which still stands.
  mutating func answered(_ packet: OSDPPacket, at now: Duration) -> [UnitEffect]? {
    guard packet.isReply, packet.address == address else { return nil }
    if packet.code == OSDPReply.busyCode, packet.security == nil { return busy(at: now) }
    guard packet.sequence == sequence else { return nil }
    let data: SecretBytes
    if var channel {
      if packet.code == OSDPReply.refusedCode, packet.security == nil {
        return lostStep("it left the secure channel", at: now)
      }
      guard packet.security != nil else { return nil }
      guard let opened = channel.open(packet) else {
        return lostStep("a reply was not protected as it must be", at: now)
      }
      self.channel = channel
      data = opened
    } else {
      if let security = packet.security, OSDPSecurityBlock.hasMAC(security) { return nil }
      data = packet.data
    }
    let reply = OSDPReply(code: packet.code, data: data)
    erase(&question)
    sequence = sequence % 3 + 1
    attempts = 0
    busyAnswers = 0
    hasAnswered = true
    due = now
    return take(reply, security: packet.security, at: now)
  }

  /// Nothing came that answers the question, in the time it had.
  mutating func silent(at now: Duration) -> [UnitEffect] {
    defer { heardDamage = false }
    attempts += 1
    if attempts < Self.tries, !told.isFailure || phase != .identity {
      due = now
      return []
    }
    let cause =
      if heardDamage {
        "something answers, but not in OSDP packets; check the baud rate, the framing and the line"
      } else if hasAnswered {
        "it was there, but answers no more; check its power and the line"
      } else {
        "no device answers at address \(address); check its power, the line, its address and its baud rate"
      }
    return fail(cause, at: now)
  }

  private mutating func busy(at now: Duration) -> [UnitEffect] {
    busyAnswers += 1
    guard busyAnswers < Self.longestBusy else {
      return fail("it answers that it is busy, and nothing else; switch it off and on", at: now)
    }
    attempts = 0
    due = now + Self.busyPause
    return []
  }

  private mutating func take(_ reply: OSDPReply, security: UInt8?, at now: Duration) -> [UnitEffect] {
    switch (phase, reply) {
    case (.identity, .identity(let identity)):
      self.identity = identity
      phase = .capabilities
      return []
    case (.identity, .refused(let refusal)):
      return fail("it does not say who it is: \(refusal.words)", at: now)
    case (.capabilities, .capabilities(let capabilities)):
      self.capabilities = capabilities
      return introduced(at: now)
    case (.capabilities, .refused(let refusal)) where !refusal.isLossOfStep:
      capabilities = OSDPCapabilities()
      return introduced(at: now)
    case (.challenge, _), (.cryptogram, _):
      return takeProof(reply, security: security, at: now)
    case (.newKey, .acknowledged):
      keyIndex = 0
      restart(at: now)
      return [.note("it has taken its new key; the session starts anew with it")]
    case (.newKey, .refused(let refusal)):
      return fail("it does not take the new key: \(refusal.words)", at: now)
    case (.move, .lineSettings(let address, let baud)):
      return moved(to: OSDPLinePlace(address: address, baud: baud))
    case (.move, .refused(let refusal)):
      return end("it does not move: \(refusal.words); take out the comset settings")
    case (.status, .localStatus(let isTampered, let lacksPower)):
      return status(isTampered, lacksPower) + online(at: now)
    case (.status, .refused(let refusal)) where !refusal.isLossOfStep:
      return online(at: now)
    case (.online, _):
      due = commands.isEmpty ? now + settings.pollInterval : now
      return takeOnline(reply, at: now)
    case (_, .refused(let refusal)) where refusal.isLossOfStep:
      return lostStep(refusal.words, at: now)
    default:
      return fail("it answers with something else than what it was asked", at: now)
    }
  }

  private mutating func introduced(at now: Duration) -> [UnitEffect] {
    guard keys.isEmpty else {
      phase = .challenge
      panelRandom = []
      return []
    }
    return settle()
  }

  private mutating func takeProof(_ reply: OSDPReply, security: UInt8?, at now: Duration) -> [UnitEffect] {
    switch (phase, reply, security) {
    case (.challenge, .deviceCryptogram(let answer), OSDPSecurityBlock.deviceCryptogram):
      handshake = OSDPHandshake(key: keys[keyIndex].bytes, panelRandom: panelRandom, answer: answer)
      guard handshake != nil else { return keyRefused("it has another key", at: now) }
      phase = .cryptogram
      return []
    case (.cryptogram, .firstMAC(let mac), OSDPSecurityBlock.firstMAC):
      channel = handshake?.channel(firstMAC: mac)
      handshake = nil
      guard channel != nil else { return keyRefused("it does not accept this panel's proof", at: now) }
      guard keys[keyIndex].isDefault else { return settle() }
      if settings.newKeys[address] != nil {
        phase = .newKey
        return []
      }
      return [.note("the secure channel stands on the default key, which everybody knows")] + settle()
    case (_, .refused(let refusal), _):
      return keyRefused(refusal.words, at: now)
    default:
      return keyRefused("its answer is no proof", at: now)
    }
  }

  /// Tries the next key where there is one; else the secure channel cannot stand.
  private mutating func keyRefused(_ cause: String, at now: Duration) -> [UnitEffect] {
    handshake = nil
    if keyIndex + 1 < keys.count {
      keyIndex += 1
      phase = .challenge
      panelRandom = []
      return [.note("no secure channel with key \(keyIndex) of \(keys.count): \(cause)")]
    }
    guard settings.security == .preferred else {
      return fail("no secure channel: \(cause); check 'scbk', or set the device's key in install mode", at: now)
    }
    keyIndex = 0
    return [.note("no secure channel, so the line can be read along: \(cause)")] + settle()
  }

  /// Goes on to what is left to do before the device is online.
  private mutating func settle() -> [UnitEffect] {
    phase = settings.move == nil ? .status : .move
    return []
  }

  private mutating func moved(to place: OSDPLinePlace) -> [UnitEffect] {
    end(
      "it listens at address \(place.address) and \(place.baud) baud from now on: set 'addresses: \(place.address)' "
        + "and 'baud: \(place.baud)', and take out the comset settings")
  }

  // MARK: Online

  private mutating func online(at now: Duration) -> [UnitEffect] {
    phase = .online
    due = now + settings.pollInterval
    return standing()
  }

  private mutating func takeOnline(_ reply: OSDPReply, at now: Duration) -> [UnitEffect] {
    if case .refused = reply {} else { brokenSessions = 0 }
    switch reply {
    case .acknowledged:
      return []
    case .keys(let keys):
      guard told.isReady else { return [.note("keys were passed over, since the device is not to be used")] }
      return keys.map { .event($0.map(DeviceEvent.key) ?? .inputSpoiled(.notADigit)) }
    case .card:
      return [.note("a card was read, and passed over")]
    case .localStatus(let isTampered, let lacksPower):
      return status(isTampered, lacksPower) + standing()
    case .refused(let refusal):
      if refusal.isLossOfStep { return lostStep(refusal.words, at: now) }
      return [.note("it refuses a command: \(refusal.words)")]
    case .busy:
      return []
    case .identity, .capabilities, .lineSettings, .deviceCryptogram, .firstMAC:
      return [.note("it answers with something else than what it was asked")]
    case .other(let code):
      return [.note("passed over a reply that is not known here, code \(code)")]
    }
  }

  private mutating func status(_ isTampered: Bool, _ lacksPower: Bool) -> [UnitEffect] {
    var effects: [UnitEffect] = []
    if isTampered != self.isTampered {
      effects.append(.event(.notice(isTampered ? "its tamper switch is open" : "its tamper switch is closed")))
    }
    if lacksPower != self.lacksPower {
      effects.append(.event(.notice(lacksPower ? "its power fails" : "its power is back")))
    }
    self.isTampered = isTampered
    self.lacksPower = lacksPower
    return effects
  }

  /// Ready, unless somebody has opened the device.
  private mutating func standing() -> [UnitEffect] {
    guard isTampered, settings.refusesTampered else {
      let ready = OSDPStanding.ready(identity, capabilities.device)
      guard told != ready else { return [] }
      told = ready
      return [.ready(identity, capabilities.device)]
    }
    return tell(failure: "its tamper switch is open: look at it, close it, or set 'tamper: ignore'")
  }

  // MARK: Endings

  /// Panel and device lost each other; they begin anew without a word to the operator, unless that fails too.
  private mutating func lostStep(_ cause: String, at now: Duration) -> [UnitEffect] {
    brokenSessions += 1
    guard brokenSessions < Self.tries else { return fail("no session with it lasts: \(cause)", at: now) }
    let wasOnline = phase == .online
    restart(at: now)
    return (wasOnline ? [.event(.inputSpoiled(.lostFrame))] : []) + [.note("the session starts anew: \(cause)")]
  }

  private mutating func fail(_ cause: String, at now: Duration) -> [UnitEffect] {
    restart(at: now + Self.pause)
    return tell(failure: cause)
  }

  private mutating func end(_ cause: String) -> [UnitEffect] {
    restart(at: .zero)
    phase = .ended
    due = nil
    return tell(failure: cause)
  }

  private mutating func tell(failure cause: String) -> [UnitEffect] {
    guard told != .failed(cause) else { return [] }
    let spoils: [UnitEffect] = told.isReady ? [.event(.inputSpoiled(.lostFrame))] : []
    told = .failed(cause)
    return spoils + [.failed(cause)]
  }

  private mutating func restart(at time: Duration) {
    phase = .identity
    sequence = 0
    attempts = 0
    busyAnswers = 0
    keyIndex = 0
    heardDamage = false
    isTampered = false
    lacksPower = false
    panelRandom = []
    handshake = nil
    channel = nil
    erase(&question)
    for index in commands.indices { commands[index].wipe() }
    commands = []
    due = time
  }
}
