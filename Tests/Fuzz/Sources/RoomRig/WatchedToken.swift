public import Cryptography
internal import FuzzRig
public import TokenMachine
public import WireProtocol

/// A token under watch, in virtual time: it traps where the token tells what it must not or to whom it must not, changes
/// what it keeps without being entitled, or cannot read it.
public struct WatchedToken {
  /// What is under watch.
  public typealias Machine = TokenMachine<PlainHash, PlainSuite>

  /// The token.
  public private(set) var token: Machine
  /// What it keeps.
  public private(set) var memory: TokenMemory
  /// The key of the host that is at the other end, where it makes a session.
  public var hostKey: PublicKey
  /// Whether it gets the random bytes that it asks for.
  public var isGivenEntropy = true
  /// The numbered frame sent last, since the last hello.
  public private(set) var lastNumbered: Frame?
  /// The body of the hello sent last.
  public private(set) var hello: [UInt8] = []
  /// Keys pressed so far.
  public private(set) var presses = 0

  private static let capabilities: Capabilities = [
    .keys, .codes, .display, .feedback, .sound, .entry, .confirm, .challenge, .slots, .clock, .status, .pin, .session,
  ]

  private var sent = SentFrames()
  private var isInConversation = false
  private var hasBegunSession = false
  private var keysTold = 0
  /// The digits pressed since another key was.
  private var typed: [UInt8] = []
  private var draws: UInt64 = 0

  /// Watches a token that is not started.
  public init(memory: TokenMemory, hostKey: PublicKey) {
    self.memory = memory
    self.hostKey = hostKey
    token = Self.machine(memory)
  }

  private static func machine(_ memory: TokenMemory) -> Machine {
    Machine(
      identity: TokenIdentity(vendor: "Keyport".utf8, product: "".utf8, serial: "1".utf8, firmware: "0".utf8),
      capabilities: capabilities, memory: memory)
  }

  /// Cuts the power and gives it back: the token starts from what it has kept.
  public mutating func restart(at now: Duration) -> [TokenEffect] {
    token = Self.machine(memory)
    isInConversation = false
    return handle(.started, at: now)
  }

  /// Lets something happen. A token that wants to start anew does, and what it then does follows.
  public mutating func handle(_ event: TokenEvent, at now: Duration, unixTime: UInt64? = nil) -> [TokenEffect] {
    let earlier = token.nextDeadline
    var effects: [TokenEffect]
    switch event {
    case .received(let bytes):
      var single = token
      let cut = bytes.count * 5 / 8
      let first = single.handle(.received(Array(bytes[..<cut])), at: now, unixTime: unixTime)
      let expected = Transcript(
        first + single.handle(.received(Array(bytes[cut...])), at: now, unixTime: unixTime))
      effects = token.handle(event, at: now, unixTime: unixTime)
      precondition(Transcript(effects) == expected, "how the bytes came makes a difference")
      precondition(single.nextDeadline == token.nextDeadline, "how the bytes came makes a difference later")
      precondition(effects.count <= 16 * (1 + bytes.count { $0 == 0 }), "more effects than causes")
    case .key(let key):
      presses += 1
      if case .digit = key { typed.append(key.byte) }
      effects = token.handle(event, at: now, unixTime: unixTime)
    case .deadline:
      effects = token.handle(event, at: now, unixTime: unixTime)
      precondition(effects.isEmpty || earlier.map { $0 <= now } ?? false, "something was done too early")
      precondition(token.nextDeadline.map { $0 > now } ?? true, "a deadline stays in the past")
    case .lineLost, .started:
      isInConversation = false
      effects = token.handle(event, at: now, unixTime: unixTime)
    default: effects = token.handle(event, at: now, unixTime: unixTime)
    }
    judge(effects, of: event)
    if let deadline = token.nextDeadline, deadline != earlier {
      precondition(deadline > now, "a new deadline has passed already")
    }
    precondition(token.display.count <= FrameLimits.longestBody, "the display shows more than was sent")
    precondition(!token.isLinkUp || isInConversation, "a host is reached that was not answered")
    if case .key(let key) = event, key == .enter || key == .clear { typed = [] }
    answerItself(effects, at: now)

    if effects.contains(where: { if case .restart = $0 { true } else { false } }) {
      return effects + restart(at: now)
    }
    for case .entropyWanted in effects where isGivenEntropy {
      effects += handle(.entropy(draw()), at: now)
    }
    return effects
  }

  /// Lets time pass until the token waits for nothing more.
  public mutating func wait(from now: Duration) {
    var (now, waits) = (now, 0)
    while let deadline = token.nextDeadline {
      waits += 1
      precondition(waits <= 100, "the token waits for ever")
      now = max(now, deadline)
      _ = handle(.deadline, at: now)
    }
    let before = allocatedBytes()
    token = Self.machine(TokenMemory())
    precondition(before - allocatedBytes() < 64 << 10, "the token grew")
  }

  /// Provisions a slot without a wire, and keeps it or not.
  public mutating func provision(_ parameters: TokenSlot, kept: Bool) {
    guard let function = parameters.parameters,
      let made = try? token.provision(
        label: parameters.label.utf8, parameters: function, key: parameters.key, counter: parameters.counter)
    else { return }
    if kept { memory = read(made.image) }
    let effects = token.settle(slot: made.slot, kept: kept)
    precondition(effects.isEmpty, "nothing but the slot was to be kept")
  }

  private mutating func draw() -> SecretBytes {
    draws += 1
    var mixer = PlainMixer(~draws)
    return SecretBytes(count: Machine.entropySize) { bytes in
      for index in 0..<bytes.count { bytes[index] = mixer.next() }
    }
  }

  // MARK: Rules

  private func read(_ image: SecretBytes) -> TokenMemory {
    guard let memory = try? TokenMemory(image: image) else { fatalError("a token cannot read its own memory") }
    precondition(memory.image().matches(image), "a token would write back other than it read")
    return memory
  }

  /// A line that echoes gives a token its own words back, and they must not find answers in turn.
  private func answerItself(_ effects: [TokenEffect], at now: Duration) {
    let sent: [UInt8] = effects.reduce(into: []) { if case .send(let bytes) = $1 { $0 += bytes } }
    guard !sent.isEmpty else { return }
    var echoed = token
    _ = echoed.handle(.received([0]), at: now, unixTime: nil)
    precondition(echoed.handle(.received(sent), at: now, unixTime: nil).isEmpty, "a token answers itself")
  }

  private mutating func judge(_ effects: [TokenEffect], of event: TokenEvent) {
    var hasSent = false
    for effect in effects {
      switch effect {
      case .send(let bytes):
        hasSent = true
        guard let sent = sent.take(bytes) else { continue }
        guard let message = try? DeviceMessage(sent.frame) else { fatalError("no message was sent") }
        judge(message, sent)
      case .memoryChanged(let image):
        switch event {
        case .key, .press: precondition(!hasSent, "something was told before it was kept")
        default: break
        }
        let changed = read(image)
        judge(changed, of: event)
        memory = changed
      case .displayChanged, .signal, .entropyWanted, .selfTest, .restart: break
      }
    }
  }

  private mutating func judge(_ message: DeviceMessage, _ sent: SentFrames.Sent) {
    switch message {
    case .hello(let hello):
      isInConversation = hello.answeredTag != 0
      hasBegunSession = false
      lastNumbered = nil
      self.hello = sent.frame.body.copy
      precondition(hello.isPaired != memory.hosts.isEmpty, "a token hides that it is paired")
    case .error(let report):
      if report.code == .sessionFailed || report.code == .noCommonVersion { isInConversation = false }
    case .ack, .pong: precondition(isInConversation, "a host is answered that has not said hello")
    default:
      precondition(isInConversation && sent.isNumbered, "a host is told something before its hello")
      lastNumbered = sent.frame
      if !sent.isAgain { judgeNumbered(message) }
    }
  }

  private mutating func judgeNumbered(_ message: DeviceMessage) {
    switch message {
    case .handshake: hasBegunSession = true
    case .sealed: precondition(hasBegunSession, "something was sealed outside a session")
    case .refused: precondition(!hasBegunSession, "something was told beside the session")
    case .key, .entered, .code, .confirmed, .response, .done, .slotMap, .slot, .time, .status, .firmware:
      precondition(!hasBegunSession && memory.hosts.isEmpty, "a paired token told something in the clear")
      if case .key = message {
        keysTold += 1
        precondition(keysTold <= presses, "a key was told that nobody pressed")
      }
    case .welcome, .pairCommitment, .pairReveal, .pairResult, .unrecognized, .hello, .ack, .pong, .error:
      fatalError("a message that has no place outside a session")
    }
  }

  /// Only a host of its own, in a session, changes keys and PIN; only in a session do hosts come and go.
  private func judge(_ changed: TokenMemory, of event: TokenEvent) {
    let isSealed: Bool
    if case .received = event { isSealed = hasBegunSession && isInConversation } else { isSealed = false }
    let isEntitled = isSealed && memory.hosts.contains(hostKey)
    let haveKeysChanged =
      changed.slots.count != memory.slots.count
      || zip(changed.slots, memory.slots).contains {
        $0.number != $1.number || $0.label != $1.label || $0.function != $1.function || !$0.key.matches($1.key)
          || $0.counter < $1.counter || $0.counter - $1.counter > 1
      }
    precondition(!haveKeysChanged || isEntitled, "a slot was changed by somebody who may not")

    switch (memory.pin, changed.pin) {
    case (nil, nil): break
    case (let before?, let after?) where after.digits.matches(before.digits):
      if after.triesLeft > before.triesLeft, !isEntitled {
        let digits = after.digits.copy
        let wasTyped = typed.indices.contains { typed[$0...].starts(with: digits) }
        guard case .key(.enter) = event, wasTyped, after.triesLeft == TokenPIN.tries else {
          fatalError("tries came back without the PIN")
        }
      }
    default: precondition(isEntitled, "a PIN was changed by somebody who may not")
    }

    let (added, left) = (Set(changed.hosts).subtracting(memory.hosts), Set(memory.hosts).subtracting(changed.hosts))
    precondition(left.isEmpty || isEntitled, "a host went without its word")
    precondition(added.isEmpty || added == [hostKey] && hasBegunSession && isInConversation, "a stranger was added")
  }
}
