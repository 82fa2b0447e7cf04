import Conversations
import Cryptography
import HostPlatform
import Testing
import TokenMachine
import WireProtocol

struct HostLinkPairingTests {
  private static let keys = Pair.make(seed: 3).credentials.keys

  private static func unpaired() -> Dialogue {
    var dialogue = Dialogue(
      capabilities: Pair.capabilities, credentials: HostCredentials(keys: keys, known: [], isRequired: false))
    dialogue.begin()
    return dialogue
  }

  private static func number(_ dialogue: Dialogue) -> String? {
    for effect in dialogue.told {
      if case .pairingNumber(let number) = effect { return number.description }
    }
    return nil
  }

  private static func ended(_ dialogue: Dialogue) -> PairingFailure? {
    for effect in dialogue.told.reversed() {
      if case .pairingFailed(let failure) = effect { return failure }
    }
    return nil
  }

  @Test("both show the same number, both people say yes, and from then on there is a session, after power too")
  func pairs() {
    var dialogue = Self.unpaired()
    #expect(dialogue.host.state == .plain)
    dialogue.tell(.pair)
    #expect(Self.number(dialogue) == dialogue.display)
    #expect(dialogue.display.count == 6)
    dialogue.tell(.pairVerdict(true))
    #expect(dialogue.host.state == .pairing)
    dialogue.type("5#")
    #expect(dialogue.host.state == .secured)
    #expect(dialogue.told.contains { if case .paired = $0 { true } else { false } })
    #expect(dialogue.memory.hosts == [Self.keys.publicKey])
    dialogue.start()
    #expect(dialogue.host.state == .secured)
    dialogue.type("7")
    #expect(dialogue.keys == [.digit(7)])
  }

  @Test("pairings that come to nothing are no handshakes that do: after many a lost frame costs no more than before")
  func manyTries() {
    var dialogue = Self.unpaired()
    for _ in 0..<LinkTiming.handshakeTries {
      dialogue.tell(.pair)
      dialogue.tell(.pairVerdict(false))
      dialogue.type("*")
    }
    dialogue.toHost = { $0.id == DeviceMessageID.handshake.rawValue ? [] : $0.encoded() }
    dialogue.tell(.pair)
    dialogue.pass(.milliseconds(2100))
    #expect(dialogue.host.state != .failed)
    dialogue.toHost = { $0.encoded() }
    dialogue.pass(.seconds(3))
    #expect(Self.number(dialogue) != nil)
  }

  @Test("the person may answer first")
  func personFirst() {
    var dialogue = Self.unpaired()
    dialogue.tell(.pair)
    dialogue.type("#")
    #expect(dialogue.host.state == .pairing)
    dialogue.tell(.pairVerdict(true))
    #expect(dialogue.host.state == .secured)
  }

  @Test("a Yes before the operator has the number says nothing, and the number is compared all the same")
  func hastyYes() {
    var dialogue = Self.unpaired()
    // The device's commitment is lost the first time.
    dialogue.toHost = { $0.sequence == 3 ? [] : $0.encoded() }
    dialogue.tell(.pair)
    #expect(dialogue.host.state == .pairing)
    #expect(Self.number(dialogue) == nil)
    dialogue.tell(.pairVerdict(true))
    dialogue.toHost = { $0.encoded() }
    dialogue.pass(LinkTiming.ackTimeout)
    #expect(Self.number(dialogue) == dialogue.display)
    dialogue.type("#")
    #expect(dialogue.host.state == .pairing)
    #expect(dialogue.memory.hosts.isEmpty)
    dialogue.tell(.pairVerdict(true))
    #expect(dialogue.host.state == .secured)
  }

  @Test("one No is enough, from either side, and nothing is kept", arguments: [true, false])
  func no(isOperators: Bool) {
    var dialogue = Self.unpaired()
    dialogue.tell(.pair)
    dialogue.type(isOperators ? "#" : "*")
    dialogue.tell(.pairVerdict(!isOperators))
    #expect(Self.ended(dialogue) == .denied)
    #expect(dialogue.memory.hosts.isEmpty)
    #expect(dialogue.host.state == .plain)
    #expect(dialogue.display == "")
    dialogue.type("1")
    #expect(dialogue.keys == [.digit(1)])
  }

  @Test("nobody's answer within a minute is No")
  func nobody() {
    var dialogue = Self.unpaired()
    dialogue.tell(.pair)
    dialogue.pass(.seconds(61))
    #expect(Self.ended(dialogue) == .denied)
    #expect(dialogue.memory.hosts.isEmpty)
    #expect(dialogue.host.state == .plain)
  }

  @Test("a nonce that is not the one committed to ends it")
  func brokenCommitment() {
    // Both handshakes are real, and somebody between holds a key of each: it opens, changes and seals anew.
    var session = DishonestDevice()
    #expect(session.run() == .brokenCommitment)
  }

  @Test("a device that is paired wants its person to open pairing first")
  func closed() {
    let pair = Pair.make(seed: 1)
    var dialogue = Dialogue(
      capabilities: Pair.capabilities, memory: try! TokenMemory(image: pair.image),
      credentials: HostCredentials(keys: Self.keys, known: [], isRequired: false))
    dialogue.begin()
    dialogue.tell(.pair)
    #expect(Self.ended(dialogue) == .refused(Refusal(.pairingClosed)))
    dialogue.happen(.openPairing)
    #expect(dialogue.display == "pairing open")
    dialogue.tell(.pair)
    dialogue.tell(.pairVerdict(true))
    dialogue.type("#")
    #expect(dialogue.memory.hosts.count == 2)
    #expect(dialogue.host.state == .secured)
    // Open for one host only.
    dialogue.told = []
    dialogue.tell(.pair)
    #expect(Self.ended(dialogue) == .refused(Refusal(.pairingClosed)))
  }

  @Test("four hosts are the most")
  func full() {
    var dialogue = Self.unpaired()
    for seed in UInt64(10)..<15 {
      let keys = Pair.make(seed: seed).credentials.keys
      dialogue.host = Host(credentials: HostCredentials(keys: keys, known: [], isRequired: false))
      dialogue.happen(.openPairing)
      dialogue.open()
      dialogue.tell(.pair)
      dialogue.tell(.pairVerdict(true))
      dialogue.type("#")
    }
    #expect(dialogue.memory.hosts.count == 4)
    #expect(Self.ended(dialogue) == .denied)
  }

  @Test("a device without sessions refuses, and a host without keys, or a closed line, cannot begin")
  func cannot() {
    var dialogue = Dialogue(credentials: HostCredentials(keys: Self.keys, known: [], isRequired: false))
    dialogue.tell(.pair)
    #expect(Self.ended(dialogue) == .interrupted)
    dialogue.told = []
    dialogue.begin()
    dialogue.tell(.pair)
    #expect(Self.ended(dialogue) == .refused(Refusal(.unsupported)))
    dialogue = Dialogue()
    dialogue.begin()
    dialogue.tell(.pair)
    #expect(Self.ended(dialogue) == .interrupted)
  }

  @Test("a line that goes away in the middle of pairing interrupts it")
  func interrupted() {
    var dialogue = Self.unpaired()
    dialogue.tell(.pair)
    dialogue.start()
    #expect(Self.ended(dialogue) == .interrupted)
    dialogue = Self.unpaired()
    dialogue.toDevice = { _ in [] }
    dialogue.tell(.pair)
    dialogue.pass(.seconds(10))
    #expect(Self.ended(dialogue) == .interrupted)
  }

  @Test("a device forgets a host that asks it to, and is a plain keypad again")
  func unpaired() {
    var dialogue = Dialogue.paired()
    dialogue.ask(.unpair)
    guard case .done? = dialogue.answer() else {
      Issue.record("not done")
      return
    }
    #expect(dialogue.memory.hosts.isEmpty)
    dialogue.host = Host()
    dialogue.open()
    #expect(dialogue.host.state == .plain)
  }
}

/// A device that keeps to the protocol but not to its commitment.
private struct DishonestDevice {
  private var host = Host(
    credentials: HostCredentials(keys: Pair.make(seed: 3).credentials.keys, known: [], isRequired: false))
  private var handshake: NoiseHandshake<SodiumSuite>?
  private var session: SecureSession<SodiumSuite>?
  private var sequence: UInt8 = 0
  private var failure: PairingFailure?
  private var inbox: [HostLinkEvent] = [
    .opened(entropy: SecretBytes(copying: [UInt8](repeating: 1, count: Host.entropySize))), .pair,
  ]
  private var hostHello: [UInt8] = []

  mutating func run() -> PairingFailure? {
    while !inbox.isEmpty, failure == nil {
      for effect in host.handle(inbox.removeFirst(), at: .zero) {
        switch effect {
        case .send(let bytes):
          for frame in Dialogue.frames(bytes) { take(frame) }
        case .entropyWanted:
          inbox.append(.entropy(SecretBytes(copying: [UInt8](repeating: 2, count: Host.entropySize))))
        case .pairingFailed(let failure): self.failure = failure
        default: break
        }
      }
    }
    return failure
  }

  private mutating func take(_ frame: Frame) {
    guard let message = try? HostMessage(frame) else { return }
    if frame.sequence > 0 { send(.ack, numbered: frame.sequence) }
    switch message {
    case .hello(let hello):
      let none = PrintableText(clipping: EmptyCollection<UInt8>(), limit: 0)
      let answer = DeviceMessage.hello(
        DeviceHello(
          version: 1, answeredTag: hello.tag, lastTaken: .nothing, capabilities: [.session, .display], isPaired: false,
          vendor: none, product: none, serial: none, firmware: none))
      sequence = 0
      handshake = NoiseHandshake(
        .responder, staticKeys: KeyPair(secret: secret(5), by: SodiumKeyAgreement.self), ephemeralSecret: secret(6),
        prologue: sessionPrologue(
          hostHello: frame.body.withBytes { Array($0) }, deviceHello: answer.body.withBytes { Array($0) }))
      send(answer, numbered: 0)
    case .handshake(let bytes):
      _ = try? handshake?.read(bytes.withBytes { Array($0) })
      if handshake?.isTurnToWrite == true, let answer = try? handshake?.write() {
        reply(.handshake(SecretBytes(copying: answer)))
      } else {
        session = try? handshake?.finish()
        seal(.welcome(isPaired: false))
      }
    case .sealed(let sealed):
      guard let plaintext = try? session?.receiving.open(sealed.withBytes { Array($0) }),
        let (id, _) = Transmitter.Parcel.opened(plaintext)
      else { return }
      if id == HostMessageID.pair.rawValue { seal(.pairCommitment(secret(8))) }
      if id == HostMessageID.pairNonce.rawValue {
        seal(.pairReveal(SecretBytes(copying: [UInt8](repeating: 9, count: 16))))
      }
    default: break
    }
  }

  private func secret(_ byte: UInt8) -> SecretBytes { SecretBytes(copying: [UInt8](repeating: byte, count: 32)) }

  private mutating func seal(_ message: DeviceMessage) {
    let parcel = Transmitter.Parcel(id: message.id, body: message.body)
    guard let sealed = try? session?.sending.seal(parcel.plaintext) else { return }
    reply(.sealed(SecretBytes(copying: sealed)))
  }

  private mutating func reply(_ message: DeviceMessage) {
    sequence += 1
    send(message, numbered: sequence)
  }

  private mutating func send(_ message: DeviceMessage, numbered number: UInt8) {
    inbox.append(.received(message.frame(sequence: number).encoded()))
  }
}
