internal import Cryptography
public import FuzzRig
internal import TokenMachine
internal import WireProtocol

/// A host's link and a token that speak with each other, in virtual time, over a line on which a script changes, drops,
/// adds and repeats bytes, while people press keys and ask for things.
public struct LineCourse {
  private var host: WatchedHost
  private var token: WatchedToken
  private var now = Duration.zero
  private var toDevice: [UInt8] = []
  private var toHost: [UInt8] = []
  private var lastToDevice: [UInt8] = []
  private var lastToHost: [UInt8] = []
  private let isQuick: Bool
  private let isRequired: Bool
  private var keysHeard = 0

  /// The two before they have spoken.
  /// - Parameter way: bit 0: they are a pair; bit 1: the line carries all at once, unless the script says otherwise.
  public init(way: UInt8) {
    let made = Acquaintance.made
    isRequired = way & 1 == 1
    isQuick = way & 2 == 2
    host = WatchedHost(
      credentials: HostCredentials(
        keys: made.host, known: isRequired ? [made.device.publicKey] : [], isRequired: isRequired))
    token = WatchedToken(memory: isRequired ? made.memory : made.unpaired, hostKey: made.host.publicKey)
    take(token.restart(at: now))
    take(host.open(at: now))
    carry()
  }

  /// Runs a script to its end, and then lets both come to rest, each for itself.
  public consuming func run(_ script: inout Script) {
    while !script.isAtEnd { step(&script) }
    host.wait(from: now)
    token.wait(from: now)
  }

  private mutating func step(_ script: inout Script) {
    switch script.byte() % 24 {
    case 0: Self.change(&toDevice, &script)
    case 1: Self.change(&toHost, &script)
    case 2: toDevice.removeFirst(min(Int(script.byte()), toDevice.count))
    case 3: toHost.removeFirst(min(Int(script.byte()), toHost.count))
    case 4: toDevice += script.bytes(atMost: 64)
    case 5: toHost += script.bytes(atMost: 64)
    case 6: toDevice += lastToDevice
    case 7: toHost += lastToHost
    case 8:
      let count = min(Int(script.byte()), toDevice.count)
      take(token.handle(.received(Array(toDevice.prefix(count))), at: now))
      toDevice.removeFirst(count)
    case 9:
      let count = min(Int(script.byte()), toHost.count)
      take(host.handle(.received(Array(toHost.prefix(count))), at: now))
      toHost.removeFirst(count)
    case 10: pass(to: [host.link.nextDeadline, token.token.nextDeadline].compactMap(\.self).min() ?? now)
    case 11: pass(to: now + .milliseconds(Int(script.byte()) * 64))
    case 12: take(token.restart(at: now))
    case 13: take(host.open(at: now))
    case 14: happen(&script)
    case 15: take(host.handle(.ping, at: now))
    case 16: take(host.pair(at: now))
    case 17: take(host.say(script.byte() & 1 == 0, at: now))
    case 18:
      take(token.handle(.press(slot: Int(script.byte() % 17)), at: now, unixTime: script.byte() == 0 ? nil : 1 << 31))
    case 19: carry()
    case 20...21:
      let (id, body) = (script.byte(), script.bytes(atMost: FrameLimits.longestSealedBody))
      if let message = try? HostMessage(id: id, body: SecretBytes(copying: body)) {
        take(host.ask(message, at: now))
      }
    default: if let key = KeyCode(byte: script.byte()) { take(token.handle(.key(key), at: now)) }
    }
    if isQuick { carry() }
  }

  private static func change(_ line: inout [UInt8], _ script: inout Script) {
    let (place, bits) = (Int(script.byte()), script.byte())
    if line.indices.contains(place) { line[place] ^= bits }
  }

  private mutating func happen(_ script: inout Script) {
    let event: TokenEvent =
      switch script.byte() % 6 {
      case 0: .lineLost
      case 1: .openPairing
      case 2: .tamper(isOpen: script.byte() & 1 == 0)
      case 3: .battery(script.byte())
      case 4: .selfTested(passed: script.byte() & 1 == 0)
      default: .started
      }
    take(token.handle(event, at: now))
  }

  private mutating func pass(to time: Duration) {
    now = max(now, time)
    if host.link.nextDeadline.map({ $0 <= now }) == true { take(host.handle(.deadline, at: now)) }
    if token.token.nextDeadline.map({ $0 <= now }) == true { take(token.handle(.deadline, at: now)) }
  }

  /// Carries what is on the line, and what that brings.
  private mutating func carry() {
    for _ in 0..<64 where !toDevice.isEmpty || !toHost.isEmpty {
      let (forDevice, forHost) = (toDevice, toHost)
      (toDevice, toHost) = ([], [])
      if !forDevice.isEmpty { take(token.handle(.received(forDevice), at: now)) }
      if !forHost.isEmpty { take(host.handle(.received(forHost), at: now)) }
    }
  }

  private mutating func take(_ effects: [TokenEffect]) {
    for case .send(let bytes) in effects {
      toHost += bytes
      lastToHost = bytes
    }
  }

  private mutating func take(_ effects: [HostLinkEffect]) {
    for effect in effects {
      switch effect {
      case .send(let bytes):
        toDevice += bytes
        lastToDevice = bytes
      case .message(.key):
        keysHeard += 1
        precondition(!isRequired || keysHeard <= token.presses, "a key was heard that nobody pressed")
      default: break
      }
    }
  }
}
