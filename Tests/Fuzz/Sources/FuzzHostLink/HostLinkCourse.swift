import Cryptography
import FuzzRig
import RoomRig
import WireProtocol

/// A host's link with a device that does as a script says, in virtual time. The device can wrap the script's bytes into
/// true frames with the number that is due, make a true session, and seal them there.
struct HostLinkCourse {
  private var host: WatchedHost
  private var now = Duration.zero
  /// Whether every numbered frame is acknowledged at once.
  private let isQuick: Bool
  /// The number that was acknowledged last.
  private var acknowledged: UInt8?
  private let keys: KeyPair
  private var conversation: UInt32 = 0
  /// The number of the device's last frame.
  private var sequence = SequenceNumber.unnumbered
  private var handshake: NoiseHandshake<PlainSuite>?
  private var session: SecureSession<PlainSuite>?
  private var prologue: [UInt8] = []
  private var hostHello: [UInt8] = []
  private var draws: UInt8 = 0

  /// - Parameter way: bit 0: the host has keys; bit 1: it knows the device; bit 2: it demands a session; bit 3: the device
  ///   is a stranger; bit 4: it acknowledges at once; bit 5: random bytes are late.
  init(way: UInt8) {
    let made = Acquaintance.made
    host = WatchedHost(
      credentials: way & 1 == 0
        ? nil
        : HostCredentials(
          keys: made.host, known: way & 2 == 0 ? [] : [made.device.publicKey], isRequired: way & 4 != 0))
    host.isGivenEntropy = way & 32 == 0
    keys = way & 8 == 0 ? made.device : made.stranger
    isQuick = way & 16 != 0
    take(host.open(at: now))
  }

  mutating func step(_ script: inout Script) {
    switch script.byte() % 20 {
    case 0: take(host.open(at: now))
    case 1: receive(script.bytes(atMost: 255))
    case 2: receive(Frame(id: script.byte(), sequence: script.byte(), bytes: script.bytes(atMost: 186)).encoded())
    case 3: send(script.byte() | 0x80, script.bytes(atMost: 186))
    case 4: greet(host.helloTag, &script)
    case 5: greet(UInt32(script.byte()), &script)
    case 6: link(.pong(tag: host.pingTag))
    case 7: acknowledge()
    case 8: pass(to: host.link.nextDeadline ?? now)
    case 9: pass(to: now + .milliseconds(Int(script.byte()) * 32))
    case 10...11: ask(&script)
    case 12: take(host.handle(.ping, at: now))
    case 13: take(host.pair(at: now))
    case 14: take(host.say(script.byte() & 1 == 0, at: now))
    case 15: shake(&script)
    case 16: seal(script.byte() | 0x80, script.bytes(atMost: FrameLimits.longestSealedBody))
    case 17: answer(&script)
    case 18: link(.error(ErrorReport(ErrorCode(rawValue: script.byte() % 6) ?? .outOfStep, about: 1, detail: [])))
    default:
      draws &+= 1
      let bytes = SecretBytes(copying: [UInt8](repeating: draws, count: WatchedHost.Link.entropySize))
      take(host.handle(.entropy(bytes), at: now))
    }
    for _ in 0..<40 where isQuick && acknowledged != host.lastNumbered?.sequence { acknowledge() }
  }

  /// Lets time pass until the link waits for nothing more.
  mutating func end() { host.wait(from: now) }

  // MARK: The device

  private mutating func greet(_ tag: UInt32, _ script: inout Script) {
    let (way, last) = (script.byte(), script.byte())
    let name = PrintableText(clipping: script.bytes(atMost: 28), limit: 28)
    let all = Capabilities(rawValue: way & 2 == 0 ? 0x1FFF : 0x0FFF)
    let hello = DeviceMessage.hello(
      DeviceHello(
        version: way & 0xF0 == 0xF0 ? way : 1, answeredTag: tag,
        lastTaken: last == 0
          ? .nothing : DeviceHello.Taken(tag: host.helloTag &- UInt32(last >> 4), sequence: last & 15),
        capabilities: way & 4 == 0 ? all : Capabilities(rawValue: UInt32(last) << 5), isPaired: way & 1 == 1,
        vendor: name, product: name, serial: name, firmware: name))
    prologue = sessionPrologue(hostHello: hostHello, deviceHello: hello.body.copy)
    sequence = SequenceNumber.unnumbered
    handshake = nil
    session = nil
    link(hello)
  }

  private mutating func link(_ message: DeviceMessage) {
    receive(message.frame(sequence: SequenceNumber.unnumbered).encoded())
  }

  /// Sends a frame with the number that is due.
  private mutating func send(_ id: UInt8, _ body: [UInt8]) {
    sequence = SequenceNumber.following(sequence)
    receive(Frame(id: id, sequence: sequence, bytes: body).encoded())
  }

  private mutating func seal(_ id: UInt8, _ body: [UInt8]) {
    guard let sealed = try? session?.sending.seal([id] + body) else { return }
    send(DeviceMessageID.sealed.rawValue, sealed)
  }

  private mutating func say(_ message: DeviceMessage) {
    if session == nil { send(message.id, message.body.copy) } else { seal(message.id, message.body.copy) }
  }

  private mutating func acknowledge() {
    acknowledged = host.lastNumbered?.sequence
    guard let frame = host.lastNumbered else { return }
    receive(DeviceMessage.ack.frame(sequence: frame.sequence).encoded())
  }

  /// Answers what was asked last, or something near it.
  private mutating func answer(_ script: inout Script) {
    let way = script.byte()
    let about = (host.lastNumbered?.sequence ?? 1) &- (way >> 6)
    say(way & 1 == 0 ? .done(about: about) : .refused(about: about, Refusal(.busy)))
  }

  /// Takes the handshake's next step, in answer to the host's last.
  private mutating func shake(_ script: inout Script) {
    let way = script.byte()
    guard session == nil, let frame = host.lastNumbered, frame.id == HostMessageID.handshake.rawValue else { return }
    var side =
      handshake
      ?? NoiseHandshake(
        .responder, staticKeys: keys, ephemeralSecret: SecretBytes(copying: [UInt8](repeating: 9, count: 32)),
        prologue: prologue)
    guard (try? side.read(frame.body.copy)) != nil else { return }
    if side.isTurnToWrite {
      guard let second = try? side.write() else { return }
      handshake = side
      send(DeviceMessageID.handshake.rawValue, second)
      acknowledge()
    } else {
      session = try? side.finish()
      handshake = nil
      say(.welcome(isPaired: way & 1 == 0))
      acknowledge()
    }
  }

  // MARK: The host

  private mutating func ask(_ script: inout Script) {
    let (id, body) = (script.byte(), script.bytes(atMost: FrameLimits.longestSealedBody))
    guard let message = try? HostMessage(id: id, body: SecretBytes(copying: body)) else { return }
    take(host.ask(message, at: now))
  }

  private mutating func receive(_ bytes: [UInt8]) { take(host.handle(.received(bytes), at: now)) }

  private mutating func pass(to time: Duration) {
    now = max(now, time)
    take(host.handle(.deadline, at: now))
  }

  private mutating func take(_ effects: [HostLinkEffect]) {
    guard host.helloTag != conversation else { return }
    conversation = host.helloTag
    hostHello = HostMessage.hello(HostHello(versions: ProtocolVersion.supported, tag: conversation)).body.copy
    handshake = nil
    session = nil
  }
}
