internal import Cryptography

extension HostLink {
  mutating func use(_ credentials: HostCredentials, at now: Duration, _ effects: inout [HostLinkEffect]) {
    let isSame =
      self.credentials.map { $0.known == credentials.known && $0.isRequired == credentials.isRequired } ?? false
    self.credentials = credentials
    switch state {
    case .secured:
      guard let session, !credentials.known.contains(session.remoteStaticKey) else { break }
      startOver(at: now, &effects)
    // A device that is known to be paired is not spoken to in plain any longer.
    case .plain where credentials.isRequired: startOver(at: now, &effects)
    // What it failed for may be mended.
    case .failed where !isSame: startOver(at: now, &effects)
    default: break
    }
  }

  mutating func beginSession(at now: Duration, _ effects: inout [HostLinkEffect]) {
    guard let credentials, let entropy else { return fail(.sessionImpossible, &effects) }
    var handshake = NoiseHandshake<Suite>(
      .initiator, staticKeys: credentials.keys, ephemeralSecret: entropy.prefix(32), prologue: prologue)
    pairingNonce = entropy.withBytes { PairingNonce($0[32..<48]) }
    self.entropy = nil
    effects.append(.entropyWanted)
    guard let message = try? handshake.write() else { return fail(.sessionFailed, &effects) }
    self.handshake = handshake
    handshakeTries += 1
    state = .securing
    phaseDeadline = now + LinkTiming.handshakeTimeout
    sendNumbered(.handshake(SecretBytes(copying: message)), at: now, &effects)
  }

  mutating func takeHandshake(_ message: SecretBytes, at now: Duration, _ effects: inout [HostLinkEffect]) {
    guard var handshake, let credentials, (try? handshake.read(message.withBytes { Array($0) })) != nil,
      let deviceKey = handshake.remoteStaticKey
    else { return fail(.sessionFailed, &effects) }
    // Who this host is, is told to nobody but its own devices.
    guard wantsPairing || credentials.known.contains(deviceKey) else { return fail(.strangeDevice, &effects) }
    guard let answer = try? handshake.write() else { return fail(.sessionFailed, &effects) }
    sendNumbered(.handshake(SecretBytes(copying: answer)), at: now, &effects)
    session = try? handshake.finish()
    self.handshake = nil
  }

  mutating func open(_ sealed: SecretBytes, at now: Duration, _ effects: inout [HostLinkEffect]) {
    guard let plaintext = try? sealed.withBytes({ (bytes) throws(SessionError) in try session?.receiving.open(bytes) }),
      let (id, body) = Transmitter.Parcel.opened(plaintext)
    else {
      // Somebody on the wire, or a device that lost its place: the next handshake tells which.
      return state == .securing ? fail(.sessionFailed, &effects) : startOver(at: now, &effects)
    }
    guard let message = try? DeviceMessage(id: id, body: body) else {
      effects.append(.malformed(id: id))
      return
    }
    switch state {
    case .securing:
      if case .welcome(let isPaired) = message { takeWelcome(isPaired: isPaired, at: now, &effects) }
    case .pairing: takeWhilePairing(message, at: now, &effects)
    default: deliver(message, at: now, &effects)
    }
  }

  private mutating func takeWelcome(isPaired: Bool, at now: Duration, _ effects: inout [HostLinkEffect]) {
    guard let session, let credentials else { return }
    handshakeTries = 0
    guard !wantsPairing else { return startPairing(in: session, at: now, &effects) }
    guard isPaired, credentials.known.contains(session.remoteStaticKey) else { return fail(.notPaired, &effects) }
    becomeSecured(&effects)
  }

  mutating func becomeSecured(_ effects: inout [HostLinkEffect]) {
    guard let hello, let session else { return }
    state = .secured
    phaseDeadline = nil
    effects.append(.up(hello, .session(deviceKey: session.remoteStaticKey)))
    settleDoubt(hello, &effects)
  }
}
