internal import Cryptography
internal import WireProtocol

/// The person's part in pairing.
extension TokenMachine where Hash: ~Copyable {
  mutating func compare(_ number: PairingNumber, at now: Duration, _ effects: inout [TokenEffect]) {
    prompt = .compare
    show(SecretBytes(copying: number.digits), until: now + Self.promptTime, &effects)
  }

  /// Lets hosts pair until then; a token that is paired with nobody always does.
  mutating func openPairing(until deadline: Duration?) {
    pairingDeadline = deadline
    link.isPairingOpen = deadline != nil || memory.hosts.isEmpty
  }

  mutating func pair(with key: PublicKey, at now: Duration, _ effects: inout [TokenEffect]) {
    endPrompt(&effects)
    let isKnown = memory.hosts.contains(key)
    guard isKnown || memory.hosts.count < TokenMemory.hostLimit else {
      perform(link.endPairing(kept: false, at: now), now, &effects)
      return
    }
    if !isKnown {
      memory.hosts.append(key)
      keep(&effects)
    }
    link.hosts = memory.hosts
    openPairing(until: nil)
    perform(link.endPairing(kept: true, at: now), now, &effects)
  }
}
