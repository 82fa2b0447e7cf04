public import Cryptography
public import WireProtocol

/// The device's side of the protocol: it answers hello and ping, takes each request once, sends again what got lost, and
/// keeps to sessions with the hosts it is paired with. What requests mean is `TokenMachine`'s affair.
public struct TokenLink<Suite: SessionSuite>: Sendable {
  /// How many random bytes a session takes: an ephemeral secret (32) and a pairing nonce (16).
  public static var entropySize: Int { 48 }

  /// Where it stands.
  public internal(set) var state = TokenLinkState.down

  /// The device's own keys, which sessions prove; without them there are none.
  public var staticKeys: KeyPair?
  /// The hosts it is paired with.
  public var hosts: [PublicKey]
  /// Whether a host may pair now.
  public var isPairingOpen = false
  /// Random bytes for the next session, `entropySize` of them.
  public var entropy: SecretBytes?

  let identity: TokenIdentity
  let capabilities: Capabilities
  let versions: ClosedRange<UInt8>
  var decoder = FrameDecoder()
  var transmitter = Transmitter()
  var receiver = Receiver()
  var conversation: UInt32 = 0
  var lastTaken = DeviceHello.Taken.nothing
  var prologue: [UInt8] = []
  var lastAsked: Duration?

  var handshake: NoiseHandshake<Suite>?
  var session: SecureSession<Suite>?
  var pairingNonce: PairingNonce?
  var pairing: DevicePairing<Suite>?
  var verdicts = PairingVerdicts()

  /// Makes the link of a device.
  /// - Parameters:
  ///   - capabilities: what it can do but `session`, which it adds once it has keys.
  ///   - versions: the versions the device speaks; another range than the default is for tests of what a later or an
  ///     earlier device would do.
  public init(
    identity: TokenIdentity, capabilities: Capabilities, staticKeys: KeyPair?, hosts: [PublicKey],
    versions: ClosedRange<UInt8> = ProtocolVersion.supported
  ) {
    self.identity = identity
    self.capabilities = capabilities
    self.staticKeys = staticKeys
    self.hosts = hosts
    self.versions = versions
  }

  /// When it wants `timeOut(at:)`, if it waits for anything.
  public var nextDeadline: Duration? { transmitter.deadline }

  /// Whether what a person does reaches a host now.
  public var reachesHost: Bool { hosts.isEmpty ? state == .plain : state == .secured }

  /// The host of the session, if there is one.
  public var sessionHost: PublicKey? { session?.remoteStaticKey }

  /// Starts the device: it asks a host that is already there for a hello (REQ-HEL-006).
  public mutating func start(at now: Duration) -> [TokenLinkEffect] {
    var effects: [TokenLinkEffect] = []
    lastTaken = .nothing
    decoder.reset()
    goDown(&effects)
    askForHello(at: now, &effects)
    return effects
  }

  /// The line went away: forgets the host.
  public mutating func stop() -> [TokenLinkEffect] {
    var effects: [TokenLinkEffect] = []
    decoder.reset()
    goDown(&effects)
    return effects
  }

  /// Takes one byte from the host. Whoever calls carries out what it brings before the next: a request belongs to the
  /// conversation that it came in, and the next frame may end that.
  public mutating func receive(_ byte: UInt8, at now: Duration) -> [TokenLinkEffect] {
    // Noise finds no answer: on a line that echoes, answers would answer each other for ever (REQ-ERR-002).
    guard case .frame(let frame) = decoder.receive(byte), frame.id & 0x80 == 0 else { return [] }
    var effects: [TokenLinkEffect] = []
    take(frame, at: now, &effects)
    return effects
  }

  /// Takes the time.
  public mutating func timeOut(at now: Duration) -> [TokenLinkEffect] {
    var effects: [TokenLinkEffect] = []
    switch transmitter.timeOut(at: now) {
    case .nothing: break
    case .again(let bytes): effects.append(.send(bytes))
    case .exhausted:
      goDown(&effects)
      askForHello(at: now, &effects)
    }
    return effects
  }

  /// Tells the host what happened at the device. What nobody can be told now is forgotten, since a key press kept for
  /// later would reach somebody else's login (REQ-KEY-003); the host is asked for a hello instead.
  public mutating func report(_ message: DeviceMessage, at now: Duration) -> [TokenLinkEffect] {
    var effects: [TokenLinkEffect] = []
    if reachesHost {
      sendNumbered(message, at: now, &effects)
    } else if state == .down {
      askForHello(at: now, &effects)
    }
    return effects
  }

  /// Answers a request, if the conversation that it came in is still on.
  public mutating func answer(_ message: DeviceMessage, at now: Duration) -> [TokenLinkEffect] {
    var effects: [TokenLinkEffect] = []
    if state != .down { sendNumbered(message, at: now, &effects) }
    return effects
  }

  // MARK: Beginnings and endings

  mutating func goDown(_ effects: inout [TokenLinkEffect]) {
    state = .down
    conversation = 0
    forget(&effects)
  }

  /// Ends the conversation, whatever comes next.
  mutating func forget(_ effects: inout [TokenLinkEffect]) {
    _ = transmitter.reset()
    receiver = Receiver()
    handshake = nil
    session = nil
    if pairing != nil { effects.append(.pairingEnded) }
    pairing = nil
    verdicts = PairingVerdicts()
    effects.append(.reset)
  }

  private mutating func askForHello(at now: Duration, _ effects: inout [TokenLinkEffect]) {
    if let lastAsked, now < lastAsked + LinkTiming.helloInterval { return }
    lastAsked = now
    _ = sendHello(version: versions.lowerBound, answering: 0, &effects)
  }

  /// - Returns: the hello's body.
  mutating func sendHello(version: UInt8, answering tag: UInt32, _ effects: inout [TokenLinkEffect]) -> SecretBytes {
    let hello = DeviceMessage.hello(
      DeviceHello(
        version: version, answeredTag: tag, lastTaken: lastTaken,
        capabilities: staticKeys == nil ? capabilities : capabilities.union(.session), isPaired: !hosts.isEmpty,
        vendor: identity.vendor, product: identity.product, serial: identity.serial, firmware: identity.firmware))
    // The zero in front ends what the host has heard so far (REQ-HEL-002).
    effects.append(.send([0]))
    sendUnnumbered(hello, &effects)
    return hello.body
  }

  // MARK: Sending

  mutating func sendUnnumbered(_ message: DeviceMessage, _ effects: inout [TokenLinkEffect]) {
    effects.append(.send(message.frame(sequence: SequenceNumber.unnumbered).encoded()))
  }

  mutating func sendNumbered(_ message: DeviceMessage, at now: Duration, _ effects: inout [TokenLinkEffect]) {
    var parcel = Transmitter.Parcel(id: message.id, body: message.body)
    if session != nil {
      guard let sealed = try? session?.sending.seal(parcel.plaintext) else { return goDown(&effects) }
      parcel = Transmitter.Parcel(id: DeviceMessageID.sealed.rawValue, body: SecretBytes(copying: sealed))
    }
    guard transmitter.hasRoom else {
      // Nobody has taken anything for as long as this took to fill: what is in it is void.
      goDown(&effects)
      return
    }
    if let bytes = transmitter.send(parcel, at: now) { effects.append(.send(bytes)) }
  }
}
