import Cryptography
import FuzzRig
import RoomRig
import TokenMachine
import WireProtocol

/// A token with a host and a person who do as a script says, in virtual time. The host can wrap the script's bytes into
/// true frames with the number that is due, make a true session, and seal them there.
struct TokenCourse {
  private var token: WatchedToken
  private var now = Duration.zero
  /// Whether every numbered frame is acknowledged at once.
  private let isQuick: Bool
  /// The number that was acknowledged last.
  private var acknowledged: UInt8?
  private let keys: KeyPair
  private var tag: UInt32 = 0
  /// The number of the host's last frame.
  private var sequence = SequenceNumber.unnumbered
  private var handshake: NoiseHandshake<PlainSuite>?
  private var session: SecureSession<PlainSuite>?
  /// The device's numbered frames, as many as were looked at.
  private var seen = SequenceNumber.unnumbered

  /// - Parameter way: bit 0: the token is paired and has a PIN; bit 1: the host is a stranger to it; bit 2: the host
  ///   acknowledges at once; bit 3: random bytes are late.
  init(way: UInt8) {
    let made = Acquaintance.made
    keys = way & 2 == 0 ? made.host : made.stranger
    token = WatchedToken(memory: way & 1 == 0 ? made.unpaired : made.memory, hostKey: keys.publicKey)
    isQuick = way & 4 != 0
    token.isGivenEntropy = way & 8 == 0
    take(token.restart(at: now))
  }

  mutating func step(_ script: inout Script) {
    switch script.byte() % 20 {
    case 0: take(token.restart(at: now))
    case 1: take(token.handle(.lineLost, at: now))
    case 2: receive(script.bytes(atMost: 255))
    case 3: receive(Frame(id: script.byte(), sequence: script.byte(), bytes: script.bytes(atMost: 186)).encoded())
    case 4: send(script.byte() & 0x7F, script.bytes(atMost: 186))
    case 5: greet(highest: script.byte() | 1)
    case 6: acknowledge()
    case 7: receive(HostMessage.ping(tag: script.byte()).frame(sequence: SequenceNumber.unnumbered).encoded())
    case 8...10: if let key = KeyCode(byte: script.byte()) { take(token.handle(.key(key), at: now)) }
    case 11:
      let (slot, time) = (Int(script.byte()) % (TokenMemory.slotLimit + 1), script.byte())
      take(token.handle(.press(slot: slot), at: now, unixTime: time == 0 ? nil : UInt64(time) << 24))
    case 12: pass(to: token.token.nextDeadline ?? now)
    case 13: pass(to: now + .milliseconds(Int(script.byte()) * 256))
    case 14: provision(&script)
    case 15: happen(&script)
    case 16: shake()
    default: seal(script.byte(), script.bytes(atMost: FrameLimits.longestSealedBody))
    }
    for _ in 0..<40 where isQuick && acknowledged != token.lastNumbered?.sequence { acknowledge() }
  }

  /// Lets time pass until the token waits for nothing more.
  mutating func end() { token.wait(from: now) }

  // MARK: The host

  private mutating func greet(highest: UInt8) {
    tag += 1
    sequence = SequenceNumber.unnumbered
    handshake = nil
    session = nil
    receive(HostMessage.hello(hello(highest)).frame(sequence: sequence).encoded())
    guard !token.hello.isEmpty else { return }
    let prologue = sessionPrologue(hostHello: HostMessage.hello(hello(highest)).body.copy, deviceHello: token.hello)
    handshake = NoiseHandshake(
      .initiator, staticKeys: keys, ephemeralSecret: SecretBytes(copying: [UInt8](repeating: 8, count: 32)),
      prologue: prologue)
  }

  private func hello(_ highest: UInt8) -> HostHello { HostHello(versions: 1...highest, tag: tag) }

  /// Sends a frame with the number that is due.
  private mutating func send(_ id: UInt8, _ body: [UInt8]) {
    sequence = SequenceNumber.following(sequence)
    receive(Frame(id: id, sequence: sequence, bytes: body).encoded())
  }

  private mutating func seal(_ id: UInt8, _ body: [UInt8]) {
    guard let sealed = try? session?.sending.seal([id] + body) else { return }
    send(HostMessageID.sealed.rawValue, sealed)
  }

  private mutating func acknowledge() {
    acknowledged = token.lastNumbered?.sequence
    guard let frame = token.lastNumbered else { return }
    receive(HostMessage.ack.frame(sequence: frame.sequence).encoded())
  }

  /// Makes the whole handshake, or what the token lets it.
  private mutating func shake() {
    guard session == nil, var side = handshake, let first = try? side.write() else { return }
    handshake = nil
    send(HostMessageID.handshake.rawValue, first)
    guard let second = token.lastNumbered, second.id == DeviceMessageID.handshake.rawValue else { return }
    acknowledge()
    guard (try? side.read(second.body.copy)) != nil, let third = try? side.write() else { return }
    precondition(
      token.memory.identitySecret.map { PlainAgreement.publicKey(of: $0) } == side.remoteStaticKey,
      "a token has another key than it keeps")
    session = try? side.finish()
    send(HostMessageID.handshake.rawValue, third)
  }

  private mutating func receive(_ bytes: [UInt8]) { take(token.handle(.received(bytes), at: now)) }

  // MARK: What happens there

  private mutating func provision(_ script: inout Script) {
    let (kept, slot) = (script.byte() & 1 == 0, Acquaintance.made.unpaired.slots[Int(script.byte() & 1)])
    token.provision(slot, kept: kept)
  }

  private mutating func happen(_ script: inout Script) {
    let (way, value) = (script.byte(), script.byte())
    let event: TokenEvent =
      switch way % 5 {
      case 0: .openPairing
      case 1: .tamper(isOpen: value & 1 == 0)
      case 2: .battery(value)
      case 3: .selfTested(passed: value & 1 == 0)
      default: .entropy(SecretBytes(copying: [UInt8](repeating: value, count: WatchedToken.Machine.entropySize)))
      }
    take(token.handle(event, at: now))
  }

  private mutating func pass(to time: Duration) {
    now = max(now, time)
    take(token.handle(.deadline, at: now))
  }

  /// What comes in the session is a message that may come there, and keys come to a host that is known.
  private mutating func take(_ effects: [TokenEffect]) {
    for case .send(let bytes) in effects {
      var decoder = FrameDecoder()
      for byte in bytes {
        guard case .frame(let frame)? = decoder.receive(byte), frame.sequence != SequenceNumber.unnumbered else {
          continue
        }
        if frame.id == DeviceMessageID.sealed.rawValue, frame.sequence != seen { open(frame) }
        if frame.id != DeviceMessageID.ack.rawValue { seen = frame.sequence }
      }
    }
  }

  private mutating func open(_ frame: Frame) {
    guard let text = try? session?.receiving.open(frame.body.copy), let (id, body) = Transmitter.Parcel.opened(text),
      let message = try? DeviceMessage(id: id, body: body)
    else {
      precondition(session == nil || session?.receiving.hasEnded == true, "a session's message cannot be read")
      return
    }
    switch message {
    case .key, .entered, .code, .confirmed, .response, .status(about: 0, _):
      precondition(token.memory.hosts.contains(keys.publicKey), "a host was told something that is none")
    case .done, .refused, .slotMap, .slot, .time, .status, .firmware, .welcome, .pairCommitment, .pairReveal,
      .pairResult:
      break
    case .hello, .ack, .pong, .handshake, .sealed, .error, .unrecognized: fatalError("a message has no place there")
    }
  }
}
