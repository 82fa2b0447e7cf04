package import Cryptography
import HostPlatform
import OTPAlgorithms
import Rig
import TokenMachine
import WireProtocol

/// One schedule: both machines of the device protocol against each other, over a line that is bad for a while and then
/// good, with presses, requests, restarts and time passing at random.
///
/// What must hold: no message arrives twice, none out of order, and none is missing between two beginnings of a
/// conversation; what the host calls delivered the device took, and what it calls not delivered the device never took;
/// what it calls unknown it settles when the two meet again; and once the line is good, everything comes to rest and works.
package struct Conversation {
  /// What went wrong first; nil while nothing did.
  package private(set) var fault: String?
  /// What happened.
  package private(set) var counts = Counts()

  private var random: SeededGenerator
  private var now = Duration.zero
  private var host: Host
  private var device: Device
  private var memory: TokenMemory
  private let capabilities: Capabilities
  private var lineIsBad = true
  private var toDevice = Line()
  private var toHost = Line()

  /// Codes the device made while it reached a host; ten digits each, so that no two are alike.
  private var codesSent: [String] = []
  private var lastSeen = -1
  private var isNewConversation = true
  private var isUp = false
  /// Texts that the host asked to be shown: tickets from 1, each a text of its own.
  private var lastTicket: UInt32 = 0
  private var shown: [UInt32: Int] = [:]
  private var lastShown: UInt32 = 0
  private var outcomes: [UInt32: Delivery] = [:]
  private var answered: Set<UInt32> = []
  private var pongs = 0

  /// Makes the schedule of a seed. Every other one is between two that are paired.
  package init(seed: UInt64, pair: Pair) {
    random = SeededGenerator(seed: seed)
    let isPaired = seed % 2 == 0
    memory = isPaired ? try! TokenMemory(image: pair.image) : TokenMemory()
    _ = try! memory.add(
      label: "".utf8,
      function: .oneTimePassword(try! OTPParameters(algorithm: .sha1, digits: 10, movingFactor: .counter)),
      key: SecretBytes(copying: "12345678901234567890".utf8), counter: seed &* 1000)
    capabilities = isPaired ? Pair.capabilities : Pair.capabilities.subtracting(.session)
    host = isPaired ? Host(credentials: pair.credentials) : Host()
    device = Device(identity: Pair.identity, capabilities: capabilities, memory: memory)
    counts.conversations = 1
  }

  /// Runs it.
  package mutating func run() {
    start()
    open()
    let steps = Int.random(in: 5...45, using: &random)
    for _ in 0..<steps where fault == nil { step() }
    settle()
  }

  private mutating func open() {
    let entropy = random.secret(Host.entropySize)
    perform(host.handle(.opened(entropy: entropy), at: now))
  }

  /// Gives the device power, with the memory that it kept last.
  private mutating func start() {
    device = Device(identity: Pair.identity, capabilities: capabilities, memory: memory)
    perform(device.handle(.started, at: now, unixTime: nil))
  }

  private mutating func step() {
    now += .milliseconds(Int.random(in: 0...300, using: &random))
    switch Int.random(in: 0..<40, using: &random) {
    case 0: start()
    case 1: open()
    case 2...3: perform(host.handle(.ping, at: now))
    case 4: perform(host.handle(.request(.feedback(.attention, .light), ticket: nextSilentTicket), at: now))
    case 5...6:
      toHost.add(noise: 30, using: &random)
      toDevice.add(noise: 30, using: &random)
    case 7...20: ask()
    default: press()
    }
    deliver()
    passDeadlines()
  }

  private var nextSilentTicket: UInt32 { 1_000_000 }

  private mutating func ask() {
    lastTicket += 1
    let text = PrintableText(clipping: "\(lastTicket)".utf8, limit: 20)
    perform(host.handle(.request(.show(text), ticket: lastTicket), at: now))
  }

  private mutating func press() {
    let reaches = device.isLinkUp
    let effects = device.handle(.press(slot: 0), at: now, unixTime: nil)
    if reaches { codesSent.append(device.display.text) }
    perform(effects)
  }

  // MARK: The end

  /// The line is good again: whatever happened, the two must find each other, and then everything must work.
  private mutating func settle() {
    lineIsBad = false
    toDevice.carry([0], isBad: false, using: &random)
    toHost.carry([0], isBad: false, using: &random)
    comeToRest()
    if !isUp {
      // A host that gave up is woken by a device that starts.
      start()
      comeToRest()
    }
    check(isUp, "the device has started on a good line, and the link is not up")
    // Where the device has started unnoticed, the first ping finds it out and the second finds a pong.
    for ping in 1...2 {
      let before = (pongs, counts.restarts)
      perform(host.handle(.ping, at: now))
      comeToRest()
      check(
        pongs > before.0 || (ping == 1 && counts.restarts > before.1), "ping \(ping) on a good line finds nothing out")
    }
    ask()
    comeToRest()
    check(
      outcomes[lastTicket] == .delivered && answered.contains(lastTicket), "a request on a good line is not answered")
    let before = counts.codes
    press()
    comeToRest()
    check(counts.codes == before + 1, "a code on a good line did not arrive")
    judge()
  }

  private mutating func comeToRest() {
    deliver()
    for _ in 0..<400 {
      guard let deadline = nextDeadline else { return }
      now = max(now, deadline)
      passDeadlines()
      deliver()
    }
    check(false, "on a good line the two never come to rest")
  }

  private mutating func judge() {
    for ticket in 1...max(lastTicket, 1) where lastTicket > 0 {
      let times = shown[ticket] ?? 0
      check(times <= 1, "request \(ticket) was carried out \(times) times")
      switch outcomes[ticket] {
      case .delivered: check(times == 1, "request \(ticket) is said to be delivered, and was not carried out")
      case .notDelivered: check(times == 0, "request \(ticket) is said not to be delivered, and was carried out")
      case .forgotten: break
      case .unknown: check(false, "request \(ticket) stays unknown though the two have met again")
      case nil: check(false, "nothing was told of request \(ticket)")
      }
    }
  }

  /// Keeps the first thing that went wrong.
  private mutating func check(_ holds: Bool, _ otherwise: @autoclosure () -> String) {
    if !holds, fault == nil { fault = otherwise() }
  }

  // MARK: Between the two

  /// When either wants to be woken. The display's own deadline is left out: it says nothing about the line.
  private var nextDeadline: Duration? {
    let deadlines = [host.nextDeadline, device.lineDeadline].compactMap { $0 }
    return deadlines.min()
  }

  private mutating func passDeadlines() {
    if let deadline = host.nextDeadline, deadline <= now { perform(host.handle(.deadline, at: now)) }
    if let deadline = device.nextDeadline, deadline <= now {
      perform(device.handle(.deadline, at: now, unixTime: nil))
    }
  }

  private mutating func deliver() {
    while fault == nil, !(toHost.isEmpty && toDevice.isEmpty) {
      let forDevice = toDevice.take(using: &random)
      perform(device.handle(.received(forDevice), at: now, unixTime: nil))
      let forHost = toHost.take(using: &random)
      perform(host.handle(.received(forHost), at: now))
    }
  }

  private mutating func perform(_ effects: [TokenEffect]) {
    for effect in effects {
      switch effect {
      case .send(let bytes): toHost.carry(bytes, isBad: lineIsBad, using: &random)
      case .memoryChanged(let image): memory = try! TokenMemory(image: image)
      case .displayChanged: noteShown(device.display.text)
      case .entropyWanted:
        let entropy = random.secret(Device.entropySize)
        perform(device.handle(.entropy(entropy), at: now, unixTime: nil))
      case .signal, .selfTest, .restart: break
      }
    }
  }

  private mutating func noteShown(_ text: String) {
    // Codes have ten digits, tickets fewer.
    guard text.count < 8, let ticket = UInt32(text) else { return }
    shown[ticket, default: 0] += 1
    let before = lastShown
    check(ticket > before, "request \(ticket) was carried out after request \(before)")
    lastShown = ticket
  }

  private mutating func perform(_ effects: [HostLinkEffect]) {
    for effect in effects {
      switch effect {
      case .send(let bytes): toDevice.carry(bytes, isBad: lineIsBad, using: &random)
      case .entropyWanted:
        let entropy = random.secret(Host.entropySize)
        perform(host.handle(.entropy(entropy), at: now))
      case .up(_, let security):
        isUp = true
        isNewConversation = true
        counts.restarts += 1
        if case .session = security { counts.sessions += 1 }
      case .restarted, .failed:
        isUp = false
        isNewConversation = true
        if case .failed = effect { counts.failures += 1 }
      case .message(.code(_, let code)): arrived(code.text)
      case .message: check(false, "a message that nobody sent")
      case .answered(let ticket, let message): takeAnswer(ticket, message)
      case .unanswered(let ticket):
        check(outcomes[ticket] != nil || ticket > lastTicket, "an answer that nobody waited for")
      case .settled(let ticket, let delivery): settled(ticket, delivery)
      case .malformed(let id): check(false, "a message with id \(id) that cannot be read")
      case .pong: pongs += 1
      case .damagedFrame, .error, .skipped: break
      case .pairingNumber, .paired, .pairingFailed: check(false, "a pairing that nobody began")
      }
    }
  }

  private mutating func takeAnswer(_ ticket: UInt32, _ message: DeviceMessage) {
    guard ticket <= lastTicket else { return }
    check(answered.insert(ticket).inserted, "request \(ticket) was answered twice")
    check(outcomes[ticket] == .delivered, "request \(ticket) was answered and not delivered")
    if case .done = message { return }
    check(false, "request \(ticket) was refused")
  }

  private mutating func settled(_ ticket: UInt32, _ delivery: Delivery) {
    guard ticket <= lastTicket else { return }
    switch outcomes[ticket] {
    case nil: break
    case .unknown:
      check(delivery != .unknown, "request \(ticket) is unknown twice")
      counts.settledLater += 1
    case .delivered, .notDelivered, .forgotten: check(false, "request \(ticket) was settled twice")
    }
    outcomes[ticket] = delivery
    if delivery == .unknown { counts.unknown += 1 }
    if delivery == .delivered {
      counts.delivered += 1
      check(shown[ticket] == 1, "request \(ticket) is called delivered before the device has it")
    }
  }

  private mutating func arrived(_ code: String) {
    counts.codes += 1
    check(isUp, "a code while the link is down")
    guard let index = codesSent.lastIndex(of: code), index > lastSeen else {
      return check(false, "a code that was not sent, or sent once and delivered twice")
    }
    let next = lastSeen + 1
    check(isNewConversation || index == next, "codes \(next)..<\(index) are missing, and nothing told")
    lastSeen = index
    isNewConversation = false
  }
}

extension SecretBytes {
  /// The bytes as text.
  package var text: String { withBytes { String(decoding: $0, as: UTF8.self) } }
}
