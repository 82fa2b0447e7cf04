public import Cryptography

/// The host's side of the device protocol: it greets the device, makes a session where there is to be one, carries
/// requests and answers, and sends again what got lost.
///
/// It waits for something only while a hello, an acknowledgement, an answer, a ping or a handshake is due; an idle link
/// has no deadline.
public struct HostLink<Suite: SessionSuite>: Sendable {
  /// How many random bytes it asks for at a time: an ephemeral secret (32), a pairing nonce (16), the first tag (4).
  public static var entropySize: Int { 52 }

  /// Where it stands.
  public internal(set) var state = LinkState.closed

  var credentials: HostCredentials?
  /// Whether a device without a session is refused where there are no credentials to say so.
  let isSessionRequired: Bool
  var decoder = FrameDecoder()
  var transmitter = Transmitter()
  var receiver = Receiver()
  var entropy: SecretBytes?

  var helloTag: UInt32 = 0
  var helloTries = 0
  var wasAsked = false
  var hello: DeviceHello?
  /// Both hellos, as the handshake wants them.
  var prologue: [UInt8] = []

  var handshake: NoiseHandshake<Suite>?
  var handshakeTries = 0
  var session: SecureSession<Suite>?
  var pairingNonce: PairingNonce?
  var pairing: HostPairing<Suite>?
  var wantsPairing = false
  /// Whether the operator has this pairing's number.
  var wasNumberTold = false
  /// Whether the operator said that the numbers are equal; nil before.
  var verdict: Bool?

  var pingTag: UInt8 = 0
  var pingTries = 0
  /// Requests that the device took and has not answered yet, the oldest first.
  var awaited: [AwaitedAnswer] = []
  /// The message whose acknowledgement never came.
  var doubtful: DoubtfulMessage?

  /// When a hello, a ping or the session's next step runs out.
  var phaseDeadline: Duration?

  /// Makes a link on a line that is not open yet.
  /// - Parameters:
  ///   - credentials: what it brings to a session; without them it takes only devices that want none.
  ///   - isSessionRequired: whether it takes no device at all for as long as it has no credentials.
  public init(credentials: HostCredentials? = nil, isSessionRequired: Bool = false) {
    self.credentials = credentials
    self.isSessionRequired = isSessionRequired
  }

  /// When the link wants `HostLinkEvent.deadline`, if it waits for anything.
  public var nextDeadline: Duration? {
    var next = phaseDeadline
    for deadline in [transmitter.deadline, awaited.first?.deadline] {
      if let deadline { next = min(next ?? deadline, deadline) }
    }
    return next
  }

  /// Takes what happened.
  /// - Parameter now: monotonic time since an arbitrary start, never running backwards.
  public mutating func handle(_ event: HostLinkEvent, at now: Duration) -> [HostLinkEffect] {
    var effects: [HostLinkEffect] = []
    switch event {
    case .opened(let entropy):
      breakOff(&effects)
      handshakeTries = 0
      decoder.reset()
      takeEntropy(entropy, isFirst: true)
      greet(at: now, asked: false, &effects)
    case .received(let bytes):
      var offset = 0
      while let outcome = decoder.receive(bytes, from: &offset) { take(outcome, at: now, &effects) }
    case .deadline: timeOut(at: now, &effects)
    case .entropy(let entropy): takeEntropy(entropy, isFirst: false)
    case .credentials(let credentials): use(credentials, at: now, &effects)
    case .request(let message, let ticket): request(message, ticket: ticket, at: now, &effects)
    case .ping:
      guard isOpen, pingTries == 0 else { break }
      ping(at: now, &effects)
    case .pair: beginPairing(at: now, &effects)
    case .pairVerdict(let isEqual): takeVerdict(isEqual, at: now, &effects)
    }
    return effects
  }

  /// Whether requests can travel.
  var isOpen: Bool { state == .plain || state == .secured }

  private mutating func takeEntropy(_ bytes: SecretBytes, isFirst: Bool) {
    precondition(bytes.count == Self.entropySize, "the entropy that was asked for")
    entropy = bytes
    guard isFirst, helloTag == 0 else { return }
    helloTag = bytes.withBytes { bytes in
      (48..<52).reduce(UInt32(0)) { $0 << 8 | UInt32(bytes[$1]) }
    }
  }

  // MARK: Time

  private mutating func timeOut(at now: Duration, _ effects: inout [HostLinkEffect]) {
    switch transmitter.timeOut(at: now) {
    case .nothing: break
    case .again(let bytes): effects.append(.send(bytes))
    case .exhausted:
      startOver(at: now, &effects)
      return
    }
    while let answer = awaited.first, now >= answer.deadline {
      awaited.removeFirst()
      effects.append(.unanswered(ticket: answer.ticket))
    }
    guard let deadline = phaseDeadline, now >= deadline else { return }
    phaseDeadline = nil
    switch state {
    case .closed, .failed: break
    case .greeting:
      if helloTries < LinkTiming.helloTries {
        greet(at: now, asked: wasAsked, tries: helloTries, &effects)
      } else {
        fail(.noAnswer(tries: helloTries), &effects)
      }
    case .plain, .secured:
      if pingTries < LinkTiming.pingTries {
        ping(at: now, &effects)
      } else {
        fail(.silent(tries: pingTries), &effects)
      }
    case .securing: fail(.sessionFailed, &effects)
    case .pairing: endPairing(.denied, at: now, &effects)
    }
  }

  private mutating func ping(at now: Duration, _ effects: inout [HostLinkEffect]) {
    pingTries += 1
    pingTag &+= 1
    phaseDeadline = now + LinkTiming.pingTimeout
    sendUnnumbered(.ping(tag: pingTag), &effects)
  }

  // MARK: Endings

  /// The link is of no use from here on.
  mutating func fail(_ failure: LinkFailure, _ effects: inout [HostLinkEffect]) {
    if wantsPairing { effects.append(.pairingFailed(.interrupted)) }
    wantsPairing = false
    breakOff(&effects)
    state = .failed
    effects.append(.failed(failure))
  }

  /// Ends the conversation: tells what became of everything underway, and forgets keys.
  mutating func breakOff(_ effects: inout [HostLinkEffect]) {
    phaseDeadline = nil
    pingTries = 0
    if let parcel = transmitter.underway, parcel.ticket != 0 {
      doubtful = DoubtfulMessage(
        ticket: parcel.ticket, frame: DeviceHello.Taken(tag: helloTag, sequence: transmitter.sequence))
      effects.append(.settled(ticket: parcel.ticket, .unknown))
    }
    for ticket in transmitter.reset() where ticket != 0 {
      effects.append(.settled(ticket: ticket, .notDelivered))
    }
    for answer in awaited { effects.append(.unanswered(ticket: answer.ticket)) }
    awaited = []
    if pairing != nil { effects.append(.pairingFailed(.interrupted)) }
    pairing = nil
    verdict = nil
    handshake = nil
    session = nil
    hello = nil
  }
}
