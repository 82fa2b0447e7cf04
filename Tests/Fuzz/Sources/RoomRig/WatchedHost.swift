internal import Cryptography
internal import FuzzRig
public import WireProtocol

/// A host's link under watch, in virtual time: it traps where the link sends or tells what it must not, tells something
/// twice or never, or waits for nothing.
public struct WatchedHost {
  /// What is under watch.
  public typealias Link = HostLink<PlainSuite>

  /// What was told of a request.
  private enum Ticket { case asked, unknown, delivered, closed }

  /// The link.
  public private(set) var link: Link
  /// The tag of the hello sent last.
  public private(set) var helloTag: UInt32 = 0
  /// The tag of the ping sent last.
  public private(set) var pingTag: UInt8 = 0
  /// The numbered frame sent last, since the last hello.
  public private(set) var lastNumbered: Frame?
  /// Whether the link gets the random bytes that it asks for.
  public var isGivenEntropy = true

  private var sent = SentFrames()
  private var isRequired: Bool
  private let canPair: Bool
  private var isUp = false
  private var hasBegunSession = false
  private var isPinging = false
  private var tickets: [UInt32: Ticket] = [:]
  private var lastTicket: UInt32 = 0
  /// Requests that are owed a word.
  private var owed = 0
  private var isPairing = false
  private var wasNumberTold = false
  private var verdict: Bool?
  private var draws: UInt64 = 0

  /// Watches a link that is not open yet.
  public init(credentials: HostCredentials?) {
    link = HostLink(credentials: credentials)
    isRequired = credentials?.isRequired ?? false
    canPair = credentials != nil
  }

  /// Opens the line.
  public mutating func open(at now: Duration) -> [HostLinkEffect] {
    isUp = false
    return handle(.opened(entropy: draw()), at: now)
  }

  /// Asks the device for something.
  public mutating func ask(_ message: HostMessage, at now: Duration) -> [HostLinkEffect] {
    lastTicket += 1
    tickets[lastTicket] = .asked
    owed += 1
    return handle(.request(message, ticket: lastTicket), at: now)
  }

  /// Wants to pair.
  public mutating func pair(at now: Duration) -> [HostLinkEffect] {
    guard link.state != .closed, link.state != .pairing, canPair else {
      let effects = link.handle(.pair, at: now)
      precondition(Transcript(effects) == Transcript([.pairingFailed(.interrupted)]), "pairing began where it cannot")
      return effects
    }
    isPairing = true
    wasNumberTold = false
    verdict = nil
    return handle(.pair, at: now)
  }

  /// Tells what the operator said of the number.
  public mutating func say(_ isEqual: Bool, at now: Duration) -> [HostLinkEffect] {
    if link.state == .pairing, verdict == nil, wasNumberTold || !isEqual { verdict = isEqual }
    return handle(.pairVerdict(isEqual), at: now)
  }

  /// Hands over anything else.
  public mutating func handle(_ event: HostLinkEvent, at now: Duration) -> [HostLinkEffect] {
    let earlier = link.nextDeadline
    var isExpected = true
    let effects: [HostLinkEffect]
    switch event {
    case .received(let bytes):
      var single = link
      let cut = bytes.count * 5 / 8
      let first = single.handle(.received(Array(bytes[..<cut])), at: now)
      let expected = Transcript(first + single.handle(.received(Array(bytes[cut...])), at: now))
      effects = link.handle(event, at: now)
      precondition(Transcript(effects) == expected, "how the bytes came makes a difference")
      precondition(
        single.nextDeadline == link.nextDeadline && single.state == link.state,
        "how the bytes came makes a difference later")
      precondition(effects.count <= 80 * (1 + bytes.count { $0 == 0 }), "more effects than causes")
    case .deadline:
      isExpected = earlier.map { $0 <= now } ?? false
      effects = link.handle(event, at: now)
      precondition(isExpected || effects.isEmpty, "something was done too early")
      precondition(link.nextDeadline.map { $0 > now } ?? true, "a deadline stays in the past")
    default: effects = link.handle(event, at: now)
    }
    for effect in effects { judge(effect) }
    for case .entropyWanted in effects where isGivenEntropy {
      precondition(link.handle(.entropy(draw()), at: now).isEmpty, "random bytes alone did something")
    }
    judgeState(earlier, at: now)
    return effects
  }

  /// Lets time pass until the link waits for nothing more.
  public mutating func wait(from now: Duration) {
    var (now, waits) = (now, 0)
    while let deadline = link.nextDeadline {
      waits += 1
      precondition(waits <= 100 + tickets.count, "the link waits for ever")
      now = max(now, deadline)
      _ = handle(.deadline, at: now)
    }
    precondition([.closed, .plain, .secured, .failed].contains(link.state), "the link stands between two states")
    precondition(owed == 0, "nothing is told of a request")
    precondition(!isPairing, "nothing is told of a pairing")
    let before = allocatedBytes()
    link = HostLink()
    precondition(before - allocatedBytes() < 64 << 10, "the link grew")
  }

  private mutating func draw() -> SecretBytes {
    draws += 1
    var mixer = PlainMixer(draws)
    return SecretBytes(count: Link.entropySize) { bytes in
      for index in 0..<bytes.count { bytes[index] = mixer.next() }
    }
  }

  // MARK: Rules

  private func judgeState(_ earlier: Duration?, at now: Duration) {
    let deadline = link.nextDeadline
    if let deadline, deadline != earlier { precondition(deadline > now, "a new deadline has passed already") }
    let isOpen = link.state == .plain || link.state == .secured
    precondition(isUp == isOpen, "what is up, and what was told, differ")
    switch link.state {
    case .closed, .failed: precondition(deadline == nil, "a link that is of no use waits")
    case .greeting, .securing, .pairing: precondition(deadline != nil, "a link between two states does not wait")
    case .plain: precondition(deadline != nil || owed == 0 && !isPinging, "a request is not waited for")
    case .secured: break
    }
    if link.state == .plain, owed == 0, !isPinging { precondition(deadline == nil, "an idle link waits") }
    precondition(isOpen || owed == 0, "a conversation ended, and nothing was told of its requests")
  }

  private mutating func judge(_ effect: HostLinkEffect) {
    switch effect {
    case .send(let bytes):
      guard let sent = sent.take(bytes) else { return }
      guard let message = try? HostMessage(sent.frame) else { fatalError("no message was sent") }
      if sent.isNumbered {
        judgeNumbered(message)
        lastNumbered = sent.frame
      } else {
        judgeUnnumbered(message)
      }
    case .up(let hello, let security):
      precondition(!isUp && ProtocolVersion.supported.contains(hello.version), "a wrong hello")
      precondition(hello.answeredTag == helloTag, "a hello that answers another")
      precondition((security != .none) == hasBegunSession, "a session that is none")
      precondition(security != .none || !isRequired, "the policy demands a session")
      isUp = true
    case .restarted, .failed: isUp = false
    case .message(let message):
      precondition(isUp && (hasBegunSession || !isRequired), "a device is heard out of its session")
      switch message {
      case .code(_, let code), .response(_, let code):
        precondition(code.copy.allSatisfy { (0x30...0x39).contains($0) }, "a code has more than digits")
      case .key, .entered, .confirmed, .status: break
      default: fatalError("an answer came unasked")
      }
    case .answered(let ticket, let message): answered(ticket, message)
    case .unanswered(let ticket): close(ticket, from: .delivered)
    case .settled(let ticket, let delivery): settled(ticket, delivery)
    case .pong:
      precondition(isPinging, "a pong without a ping")
      isPinging = false
    case .pairingNumber:
      precondition(isPairing && !wasNumberTold, "a number without a pairing")
      wasNumberTold = true
    case .paired:
      precondition(isPairing && wasNumberTold && verdict == true, "a pair that nobody agreed to")
      isPairing = false
      isRequired = true
    case .pairingFailed:
      precondition(isPairing, "a pairing that nobody began has failed")
      isPairing = false
    case .entropyWanted, .error, .damagedFrame, .malformed, .skipped: break
    }
  }

  private mutating func judgeUnnumbered(_ message: HostMessage) {
    switch message {
    case .hello(let hello):
      precondition(hello.versions == ProtocolVersion.supported && hello.tag != helloTag, "a tag is used again")
      helloTag = hello.tag
      isUp = false
      hasBegunSession = false
      isPinging = false
      lastNumbered = nil
    case .ping(let tag):
      precondition(isUp, "a ping before the hello")
      isPinging = true
      pingTag = tag
    case .ack: break
    default: fatalError("a message that must arrive has no number")
    }
  }

  private mutating func judgeNumbered(_ message: HostMessage) {
    switch message {
    case .handshake: hasBegunSession = true
    case .sealed: precondition(hasBegunSession, "something was sealed outside a session")
    case .hello, .ack, .ping, .pair, .pairNonce, .pairVerdict: fatalError("a message has a number and no place")
    case .writeSlot, .eraseSlot, .setTime, .setPIN, .eraseAll, .unpair:
      fatalError("what belongs into a session went in the clear")
    default: precondition(!hasBegunSession && !isRequired && isUp, "a request went out of its session")
    }
  }

  private mutating func answered(_ ticket: UInt32, _ message: DeviceMessage) {
    switch message {
    case .refused(about: 0, _): close(ticket, from: .asked)
    case .done, .refused, .slotMap, .slot, .time, .status, .firmware: close(ticket, from: .delivered)
    default: fatalError("no answer")
    }
  }

  private mutating func close(_ ticket: UInt32, from state: Ticket) {
    precondition(tickets[ticket] == state, "a request was settled twice, or never made")
    tickets[ticket] = .closed
    owed -= 1
  }

  private mutating func settled(_ ticket: UInt32, _ delivery: Delivery) {
    switch (tickets[ticket], delivery) {
    case (.asked, .delivered): tickets[ticket] = .delivered
    case (.asked, .notDelivered): close(ticket, from: .asked)
    case (.asked, .unknown):
      tickets[ticket] = .unknown
      owed -= 1
    case (.unknown, .delivered), (.unknown, .notDelivered), (.unknown, .forgotten): tickets[ticket] = .closed
    default: fatalError("a request was settled twice, or never made")
    }
  }
}
