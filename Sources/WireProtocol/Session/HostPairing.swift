public import Cryptography

/// The host's part of a pairing, inside a fresh session: it takes the device's commitment, sends its nonce, and checks the
/// device's against the commitment. `PairingNumber` says why in this order.
public struct HostPairing<Suite: SessionSuite>: Sendable {
  private enum State: Sendable {
    case waitsForCommitment
    case waitsForNonce(PairingCommitment)
    case ended
  }

  private let handshakeHash: [UInt8]
  private let nonce: PairingNonce
  private var state = State.waitsForCommitment

  /// Starts a pairing.
  /// - Parameters:
  ///   - session: the session that it is about.
  ///   - nonce: drawn for this pairing alone.
  public init(in session: SecureSession<Suite>, nonce: PairingNonce) {
    handshakeHash = session.handshakeHash
    self.nonce = nonce
  }

  /// Takes the device's commitment, once.
  /// - Parameter bytes: as they came.
  /// - Returns: the nonce to send.
  /// - Throws: `wrongLength`, `outOfTurn` for a second one, `ended`.
  public mutating func receive(commitment bytes: some Collection<UInt8>) throws(SessionError) -> PairingNonce {
    let before = take()
    guard case .waitsForCommitment = before else { throw refusal(in: before) }
    guard let commitment = PairingCommitment(bytes) else { throw .wrongLength }
    state = .waitsForNonce(commitment)
    return nonce
  }

  /// Takes the device's nonce, once.
  /// - Parameter bytes: as they came.
  /// - Returns: the number to show, when the device kept to its commitment.
  /// - Throws: `wrongLength`, `brokenCommitment`, `outOfTurn` before the commitment, `ended`.
  public mutating func receive(deviceNonce bytes: some Collection<UInt8>) throws(SessionError) -> PairingNumber {
    let before = take()
    guard case .waitsForNonce(let commitment) = before else { throw refusal(in: before) }
    guard let deviceNonce = PairingNonce(bytes) else { throw .wrongLength }
    let shown = PairingCommitment(handshakeHash: handshakeHash, deviceNonce: deviceNonce, by: Suite.Hash.self)
    guard shown.matches(commitment) else { throw .brokenCommitment }
    return PairingNumber(
      handshakeHash: handshakeHash, hostNonce: nonce, deviceNonce: deviceNonce, by: Suite.Hash.self)
  }

  /// Whoever throws does not put it back, which ends the pairing.
  private mutating func take() -> State {
    let before = state
    state = .ended
    return before
  }

  private func refusal(in state: State) -> SessionError {
    if case .ended = state { .ended } else { .outOfTurn }
  }
}
