internal import Cryptography
internal import WireProtocol

extension TokenLink {
  mutating func takeHandshake(
    _ message: SecretBytes, about: UInt8, at now: Duration, _ effects: inout [TokenLinkEffect]
  ) {
    if handshake == nil {
      guard let staticKeys, let entropy else {
        sendNumbered(.refused(about: about, Refusal(.unsupported)), at: now, &effects)
        return
      }
      handshake = NoiseHandshake(
        .responder, staticKeys: staticKeys,
        ephemeralSecret: SecretBytes(copying: entropy.withBytes { Array($0[..<32]) }),
        prologue: prologue)
      pairingNonce = entropy.withBytes { PairingNonce($0[32..<48]) }
      self.entropy = nil
      effects.append(.entropyWanted)
      state = .securing
    }
    guard (try? handshake?.read(message.withBytes { Array($0) })) != nil else { return failSession(&effects) }
    if handshake?.isTurnToWrite == true {
      guard let answer = try? handshake?.write() else { return failSession(&effects) }
      sendNumbered(.handshake(SecretBytes(copying: answer)), at: now, &effects)
      return
    }
    guard let session = try? handshake?.finish() else { return failSession(&effects) }
    handshake = nil
    self.session = session
    let isPaired = hosts.contains(session.remoteStaticKey)
    state = isPaired ? .secured : .pairing
    sendNumbered(.welcome(isPaired: isPaired), at: now, &effects)
  }

  mutating func open(
    _ sealed: SecretBytes, about: UInt8, at now: Duration, _ effects: inout [TokenLinkEffect]
  ) {
    guard let plaintext = try? sealed.withBytes({ (bytes) throws(SessionError) in try session?.receiving.open(bytes) }),
      let (id, body) = Transmitter.Parcel.opened(plaintext)
    else { return failSession(&effects) }
    guard let message = try? HostMessage(id: id, body: body) else {
      noteTaken(about)
      sendNumbered(.refused(about: about, Refusal(.badMessage)), at: now, &effects)
      return
    }
    switch message {
    case .hello, .ack, .ping, .handshake, .sealed:
      sendNumbered(.refused(about: about, Refusal(.badMessage)), at: now, &effects)
    case .pair, .pairNonce, .pairVerdict: takeWhilePairing(message, about: about, at: now, &effects)
    default: admit(message, about: about, at: now, &effects)
    }
  }

  /// Nothing of this conversation can be trusted any more; the host begins another.
  private mutating func failSession(_ effects: inout [TokenLinkEffect]) {
    goDown(&effects)
    sendError(.sessionFailed, about: HostMessageID.sealed.rawValue, &effects)
  }

  // MARK: Pairing

  private mutating func takeWhilePairing(
    _ message: HostMessage, about: UInt8, at now: Duration, _ effects: inout [TokenLinkEffect]
  ) {
    switch message {
    case .pair:
      guard isPairingOpen else {
        sendNumbered(.refused(about: about, Refusal(.pairingClosed)), at: now, &effects)
        return
      }
      guard let session, let nonce = pairingNonce else {
        sendNumbered(.refused(about: about, Refusal(.busy)), at: now, &effects)
        return
      }
      pairingNonce = nil
      let pairing = DevicePairing(in: session, nonce: nonce)
      self.pairing = pairing
      verdicts = PairingVerdicts()
      sendNumbered(.pairCommitment(SecretBytes(copying: pairing.commitment.bytes)), at: now, &effects)
    case .pairNonce(let nonce):
      guard let (own, number) = try? pairing?.receive(hostNonce: nonce.withBytes { Array($0) }) else {
        return failSession(&effects)
      }
      sendNumbered(.pairReveal(SecretBytes(copying: own.bytes)), at: now, &effects)
      effects.append(.comparePairingNumber(number))
    case .pairVerdict(let isEqual):
      guard pairing != nil else { return failSession(&effects) }
      verdicts.host = isEqual
      conclude(at: now, &effects)
    default: break
    }
  }

  /// Takes what the person at the device said of the number.
  public mutating func takePersonsVerdict(_ isEqual: Bool, at now: Duration) -> [TokenLinkEffect] {
    var effects: [TokenLinkEffect] = []
    guard pairing != nil, verdicts.person == nil else { return effects }
    verdicts.person = isEqual
    conclude(at: now, &effects)
    return effects
  }

  private mutating func conclude(at now: Duration, _ effects: inout [TokenLinkEffect]) {
    guard let isPair = verdicts.outcome, let session else { return }
    pairing = nil
    if isPair {
      effects.append(.pairWith(session.remoteStaticKey))
    } else {
      effects.append(.pairingEnded)
      sendNumbered(.pairResult(false), at: now, &effects)
    }
  }

  /// The host of this session is no host any more: what is left to it is to pair anew.
  public mutating func forgetHost() { state = .pairing }

  /// Ends what `pairWith` began, once `hosts` holds the key, or could not be kept.
  public mutating func endPairing(kept: Bool, at now: Duration) -> [TokenLinkEffect] {
    var effects: [TokenLinkEffect] = []
    if kept { state = .secured }
    sendNumbered(.pairResult(kept), at: now, &effects)
    return effects
  }
}
