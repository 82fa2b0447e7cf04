import Cryptography
import Rig
import Testing
import TokenMachine
import WireProtocol

/// Both machines against each other, over a line that loses and damages what it carries, under virtual time.
struct ConversationTests {
  @Test("over a bad line no code arrives that was not sent, none twice, and none is missing unnoticed")
  func badLine() {
    let first: UInt64 = SeededGenerator.environmentSeed ?? 2026
    for offset in 0..<UInt64(3000) {
      let seed = first &+ offset
      var conversation = Conversation(seed: seed)
      conversation.run()
      if let fault = conversation.fault {
        Issue.record("KEYPORT_SEED=\(seed): \(fault)")
        return
      }
    }
  }

  @Test("the line of these tests is bad enough: frames are lost and damaged, links fail and come back")
  func lineIsBad() {
    var total = Conversation.Counts()
    for seed in UInt64(1)...200 {
      var conversation = Conversation(seed: seed)
      conversation.run()
      total.add(conversation.counts)
    }
    #expect(total.delivered > 500)
    #expect(total.voided > 200)
    #expect(total.restarts > 20)
    #expect(total.failures > 5)
  }
}

/// One schedule: random presses, pings, restarts and time passing over a line that is bad for a while and then good.
private struct Conversation {
  struct Counts {
    var delivered = 0
    var voided = 0
    var restarts = 0
    var failures = 0

    mutating func add(_ other: Counts) {
      delivered += other.delivered
      voided += other.voided
      restarts += other.restarts
      failures += other.failures
    }
  }

  private(set) var fault: String?
  private(set) var counts = Counts()

  private var random: SeededGenerator
  private var now = Duration.zero
  private var host = HostLink()
  private var device: Token
  private var lineIsBad = true
  private var toDevice: [UInt8] = []
  private var toHost: [UInt8] = []

  /// The codes that the device sent: ten digits each, so that no two are alike.
  private var codesSent: [String] = []
  private var lastSeen = -1
  private var isUp = false
  private var wasVoided = true
  private var pongs = 0

  init(seed: UInt64) {
    random = SeededGenerator(seed: seed)
    var memory = TokenMemory()
    _ = try! memory.add(label: "".utf8, parameters: parameters(digits: 10), key: rfcKey, counter: seed &* 1000)
    device = Token(identity: identity, capabilities: [.codes, .display, .feedback], memory: memory)
  }

  mutating func run() {
    perform(host.handle(.opened, at: now))
    for _ in 0..<60 where fault == nil { step() }
    settle()
  }

  private mutating func step() {
    now += .milliseconds(Int.random(in: 0...400, using: &random))
    switch Int.random(in: 0..<20, using: &random) {
    case 0: perform(device.handle(.started, at: now, unixTime: nil))
    case 1...2: perform(host.handle(.ping, at: now))
    case 3: perform(host.handle(.show(identity.product), at: now))
    case 4: perform(host.handle(.feedback(.accepted), at: now))
    case 5: perform(host.handle(.opened, at: now))
    case 6: deliver(noise: 40)
    default: press()
    }
    deliver(noise: 0)
    if let deadline = host.nextDeadline, deadline <= now { perform(host.handle(.deadline, at: now)) }
  }

  /// The line is good again: whatever happened, the two must find each other.
  private mutating func settle() {
    lineIsBad = false
    toDevice.append(0)
    toHost.append(0)
    deliver(noise: 0)
    for _ in 0..<20 {
      guard let deadline = host.nextDeadline else { break }
      now = max(now, deadline)
      perform(host.handle(.deadline, at: now))
      deliver(noise: 0)
    }
    check(host.nextDeadline == nil, "the host still waits for something")
    if !isUp {
      perform(device.handle(.started, at: now, unixTime: nil))
      deliver(noise: 0)
    }
    check(isUp, "the device has started on a good line, and the link is not up")
    // Where the device has started unnoticed, the first ping brings the link up again and the second its pong.
    for ping in 1...2 {
      let before = (pongs, counts.restarts)
      perform(host.handle(.ping, at: now))
      deliver(noise: 0)
      let isAnswered = pongs > before.0 || (ping == 1 && counts.restarts > before.1)
      check(isAnswered, "ping \(ping) on a good line finds nothing out")
    }
    let codesBefore = counts.delivered
    press()
    deliver(noise: 0)
    check(counts.delivered == codesBefore + 1, "a code on a good line did not arrive")
  }

  /// Keeps the first thing that went wrong.
  private mutating func check(_ holds: Bool, _ otherwise: String) {
    if !holds, fault == nil { fault = otherwise }
  }

  private mutating func press() {
    let effects = device.handle(.press(slot: 0), at: now, unixTime: nil)
    if device.isLinkUp { codesSent.append(device.display.text) }
    perform(effects)
  }

  private mutating func perform(_ effects: [TokenEffect]) {
    for effect in effects {
      if case .send(let bytes) = effect { toHost += carried(bytes) }
    }
  }

  private mutating func perform(_ effects: [HostLinkEffect]) {
    for effect in effects {
      switch effect {
      case .send(let bytes): toDevice += carried(bytes)
      case .up:
        isUp = true
        wasVoided = true
        counts.restarts += 1
      case .restarted:
        isUp = false
        wasVoided = true
      case .failed:
        isUp = false
        counts.failures += 1
      case .damagedFrame, .lostFrames:
        wasVoided = true
        counts.voided += 1
      case .code(let code): arrived(code.text)
      case .key: fault = "a key that nobody pressed"
      case .pong: pongs += 1
      case .error, .skipped: break
      }
    }
  }

  private mutating func arrived(_ code: String) {
    counts.delivered += 1
    guard isUp else {
      fault = "a code while the link is down"
      return
    }
    guard let index = codesSent.lastIndex(of: code), index > lastSeen else {
      fault = "a code that was not sent, or sent once and delivered twice"
      return
    }
    if !wasVoided, index != lastSeen + 1 {
      fault = "codes between number \(lastSeen) and number \(index) are missing, and nothing told"
    }
    lastSeen = index
    wasVoided = false
  }

  /// Hands over what is on the line, in pieces of any size.
  private mutating func deliver(noise: Int) {
    if lineIsBad {
      for _ in 0..<noise { toHost.append(.random(in: 0...255, using: &random)) }
      for _ in 0..<noise { toDevice.append(.random(in: 0...255, using: &random)) }
    }
    while fault == nil, !(toHost.isEmpty && toDevice.isEmpty) {
      let forDevice = Self.take(from: &toDevice, using: &random)
      perform(device.handle(.received(forDevice), at: now, unixTime: nil))
      let forHost = Self.take(from: &toHost, using: &random)
      perform(host.handle(.received(forHost), at: now))
    }
  }

  private static func take(from line: inout [UInt8], using random: inout SeededGenerator) -> [UInt8] {
    guard !line.isEmpty else { return [] }
    let count = Int.random(in: 1...line.count, using: &random)
    defer { line.removeFirst(count) }
    return Array(line[..<count])
  }

  /// What the line makes of a frame. Damage that the checksum cannot see is left out: it is one in 65,536.
  private mutating func carried(_ bytes: [UInt8]) -> [UInt8] {
    guard lineIsBad else { return bytes }
    var changed = bytes
    switch Int.random(in: 0..<10, using: &random) {
    case 0: return []
    case 1: changed[Int.random(in: changed.indices, using: &random)] ^= 1 << UInt8.random(in: 0..<8, using: &random)
    case 2: changed.remove(at: Int.random(in: changed.indices, using: &random))
    case 3: changed.insert(.random(in: 0...255, using: &random), at: Int.random(in: changed.indices, using: &random))
    default: return bytes
    }
    let sent = frames(bytes).map { $0.encoded() }
    return frames([0] + changed + [0]).allSatisfy { sent.contains($0.encoded()) } ? changed : bytes
  }
}
