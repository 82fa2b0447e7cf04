internal import Cryptography

extension HostLink {
  /// The operator wants to pair: the conversation starts over, since pairing happens in a session of its own.
  mutating func beginPairing(at now: Duration, _ effects: inout [HostLinkEffect]) {
    guard state != .closed, state != .pairing, credentials != nil else {
      effects.append(.pairingFailed(.interrupted))
      return
    }
    breakOff(&effects)
    wantsPairing = true
    greet(at: now, asked: true, &effects)
  }

  mutating func startPairing(in session: SecureSession<Suite>, at now: Duration, _ effects: inout [HostLinkEffect]) {
    guard let nonce = pairingNonce else { return fail(.sessionFailed, &effects) }
    wantsPairing = false
    pairingNonce = nil
    pairing = HostPairing(in: session, nonce: nonce)
    verdict = nil
    wasNumberTold = false
    state = .pairing
    phaseDeadline = now + LinkTiming.pairingTimeout
    sendNumbered(.pair, at: now, &effects)
  }

  mutating func takeVerdict(_ isEqual: Bool, at now: Duration, _ effects: inout [HostLinkEffect]) {
    // Nobody can have found equal what was not shown yet.
    guard state == .pairing, verdict == nil, wasNumberTold || !isEqual else { return }
    verdict = isEqual
    sendNumbered(.pairVerdict(isEqual), at: now, &effects)
  }

  mutating func takeWhilePairing(_ message: DeviceMessage, at now: Duration, _ effects: inout [HostLinkEffect]) {
    do throws(SessionError) {
      switch message {
      case .pairCommitment(let commitment):
        let bytes = commitment.withBytes { Array($0) }
        guard let nonce = try pairing?.receive(commitment: bytes) else { break }
        sendNumbered(.pairNonce(SecretBytes(copying: nonce.bytes)), at: now, &effects)
      case .pairReveal(let nonce):
        let bytes = nonce.withBytes { Array($0) }
        guard let number = try pairing?.receive(deviceNonce: bytes) else { break }
        wasNumberTold = true
        effects.append(.pairingNumber(number))
      case .pairResult(true) where verdict == true:
        guard let session else { break }
        pairing = nil
        if credentials?.known.contains(session.remoteStaticKey) == false {
          credentials?.known.append(session.remoteStaticKey)
        }
        // From here on nobody on the wire can talk the pairing away.
        credentials?.isRequired = true
        effects.append(.paired(deviceKey: session.remoteStaticKey))
        becomeSecured(&effects)
      case .pairResult: endPairing(.denied, at: now, &effects)
      case .refused(_, let refusal): endPairing(.refused(refusal), at: now, &effects)
      default: effects.append(.skipped(id: message.id))
      }
    } catch {
      endPairing(.brokenCommitment, at: now, &effects)
    }
  }

  /// Tells why there is no pair, and goes back to how the two stood before.
  mutating func endPairing(_ failure: PairingFailure, at now: Duration, _ effects: inout [HostLinkEffect]) {
    pairing = nil
    effects.append(.pairingFailed(failure))
    startOver(at: now, &effects)
  }
}
