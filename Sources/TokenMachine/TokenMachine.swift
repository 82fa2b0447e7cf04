public import Cryptography
public import WireProtocol

/// A token or keypad, all of it but its hardware: keypad, slots, display, questions to its person, PIN, clock, memory and
/// the line to the host. The stand-in token runs it in the daemon, firmware on a board.
///
/// `Hash` is what its codes are made with and `Suite` what its sessions are made of.
public struct TokenMachine<Hash: KeyedHash & ~Copyable, Suite: SessionSuite>: Sendable {
  /// How many random bytes it asks for at a time: a session's, and a secret of its own for the first time.
  public static var entropySize: Int { TokenLink<Suite>.entropySize + 32 }
  /// How long a code stays on the display: long enough to copy it by hand, one step of a common token.
  public static var displayTime: Duration { .seconds(30) }
  /// How long the person has to type a PIN, answer a challenge or compare a pairing number.
  public static var promptTime: Duration { .seconds(60) }
  /// How long slots stay unlocked after the PIN or the last use.
  public static var unlockedTime: Duration { .seconds(60) }

  let identity: TokenIdentity
  let capabilities: Capabilities
  var link: TokenLink<Suite>
  var memory: TokenMemory
  var clock = TokenClock()
  /// Slots that are kept, but not to be used before `settle` says so.
  var unsettled: [Int] = []
  /// Whether an image with an unsettled slot went out for another reason than to settle it.
  var unsettledWasKept = false

  var prompt = Prompt.none
  var mode = EntryMode.eachKey
  /// Digits collected so far, in the mode that collects.
  var collected = SecretBytes(copying: EmptyCollection())
  var unlockedUntil: Duration?
  var startedAt = Duration.zero
  var battery: UInt8?
  var tamper: DeviceStatus.Tamper = []
  var selfTest = DeviceStatus.SelfTest.notRun
  /// The request that wanted the self-test which is running.
  var selfTestAsked: UInt8?
  /// When what is on the display, or asked there, is over.
  var screenDeadline: Duration?
  /// The time of day that came with the bytes which are being read.
  var wallClock: UInt64?
  /// When digits that nobody ended are forgotten.
  var entryDeadline: Duration?
  /// When pairing closes, where a person opened it.
  var pairingDeadline: Duration?

  /// What the display shows, in UTF-8; empty when it is dark.
  public internal(set) var display = SecretBytes(copying: EmptyCollection())

  /// Makes a token that is not started yet.
  /// - Parameter capabilities: what its hardware can do; with `session` it asks for entropy and makes sessions.
  public init(identity: TokenIdentity, capabilities: Capabilities, memory: TokenMemory) {
    self.identity = identity
    self.capabilities = capabilities
    self.memory = memory
    let keys =
      capabilities.contains(.session)
      ? memory.identitySecret.map { KeyPair(secret: $0, by: Suite.Agreement.self) } : nil
    link = TokenLink(
      identity: identity, capabilities: capabilities.subtracting(.session), staticKeys: keys, hosts: memory.hosts)
    link.isPairingOpen = memory.hosts.isEmpty
    tamper = memory.wasOpened ? .wasOpened : []
  }

  /// When the token wants `TokenEvent.deadline`, if it waits for anything.
  public var nextDeadline: Duration? {
    var next = link.nextDeadline
    for deadline in [screenDeadline, entryDeadline, pairingDeadline] {
      if let deadline { next = min(next ?? deadline, deadline) }
    }
    return next
  }

  /// When it wants something of its line: a frame to be sent again.
  public var lineDeadline: Duration? { link.nextDeadline }

  /// The slots that can be pressed, by rising number.
  public var slots: [TokenSlot] {
    memory.slots.filter { !unsettled.contains($0.number) }
  }

  /// Whether keys and codes reach a host.
  public var isLinkUp: Bool { link.reachesHost }

  /// The key that sessions with this token prove; nil before it has one.
  public var publicKey: PublicKey? { link.staticKeys?.publicKey }

  /// Takes what happened.
  /// - Parameters:
  ///   - now: monotonic time since an arbitrary start, never running backwards.
  ///   - unixTime: the time of day in seconds since 1970 where the token has it from elsewhere; nil on a board, whose own
  ///     clock a host sets.
  public mutating func handle(_ event: TokenEvent, at now: Duration, unixTime: UInt64?) -> [TokenEffect] {
    var effects: [TokenEffect] = []
    switch event {
    case .started:
      startedAt = now
      if capabilities.contains(.session) { effects.append(.entropyWanted) }
      // A token that is to have a secret of its own is not ready to say who it is before it has one.
      if !capabilities.contains(.session) || link.staticKeys != nil { perform(link.start(at: now), now, &effects) }
    case .lineLost:
      perform(link.stop(), now, &effects)
      unlockedUntil = nil
      darken(&effects)
    case .received(let bytes):
      wallClock = unixTime
      for byte in bytes { perform(link.receive(byte, at: now), now, &effects) }
    case .key(let key): press(key, at: now, unixTime: unixTime, &effects)
    case .press(let slot): press(slot: slot, at: now, unixTime: unixTime, &effects)
    case .deadline: timeOut(at: now, &effects)
    case .entropy(let bytes): takeEntropy(bytes, at: now, &effects)
    case .openPairing:
      openPairing(until: now + Self.promptTime)
      show("pairing open", until: now + Self.promptTime, &effects)
    case .tamper(let isOpen): takeTamper(isOpen: isOpen, at: now, &effects)
    case .battery(let percent): battery = min(percent, 100)
    case .selfTested(let passed): takeSelfTest(passed: passed, at: now, &effects)
    }
    return effects
  }

  private mutating func takeEntropy(_ bytes: SecretBytes, at now: Duration, _ effects: inout [TokenEffect]) {
    precondition(bytes.count == Self.entropySize, "the entropy that was asked for")
    let size = TokenLink<Suite>.entropySize
    link.entropy = bytes.withBytes { SecretBytes(copying: $0[..<size]) }
    guard link.staticKeys == nil else { return }
    let secret = bytes.withBytes { SecretBytes(copying: $0[size...]) }
    memory.identitySecret = secret
    keep(&effects)
    link.staticKeys = KeyPair(secret: secret, by: Suite.Agreement.self)
    openPairing(until: nil)
    perform(link.start(at: now), now, &effects)
  }

  private mutating func timeOut(at now: Duration, _ effects: inout [TokenEffect]) {
    perform(link.timeOut(at: now), now, &effects)
    if let unlockedUntil, now >= unlockedUntil { self.unlockedUntil = nil }
    if let pairingDeadline, now >= pairingDeadline { openPairing(until: nil) }
    if let entryDeadline, now >= entryDeadline {
      forgetEntry()
      if case .none = prompt { darken(&effects) }
    }
    guard let deadline = screenDeadline, now >= deadline else { return }
    giveUp(.timedOut, at: now, &effects)
    darken(&effects)
  }

  /// Carries out what the link wants, in order.
  mutating func perform(_ wishes: [TokenLinkEffect], _ now: Duration, _ effects: inout [TokenEffect]) {
    for wish in wishes {
      switch wish {
      case .send(let bytes): effects.append(.send(bytes))
      case .entropyWanted: effects.append(.entropyWanted)
      case .reset:
        mode = .eachKey
        forgetEntry()
        selfTestAsked = nil
        endPrompt(&effects)
      case .request(let message, let about): carryOut(message, about: about, at: now, &effects)
      case .comparePairingNumber(let number): compare(number, at: now, &effects)
      case .pairWith(let key): pair(with: key, at: now, &effects)
      case .pairingEnded:
        if case .compare = prompt { endPrompt(&effects) }
      }
    }
  }

  /// The memory as it is now must be kept.
  mutating func keep(_ effects: inout [TokenEffect]) {
    if !unsettled.isEmpty { unsettledWasKept = true }
    effects.append(.memoryChanged(memory.image()))
  }

  /// Tells the host something that it did not ask for.
  mutating func report(_ message: DeviceMessage, at now: Duration, _ effects: inout [TokenEffect]) {
    perform(link.report(message, at: now), now, &effects)
  }
}
