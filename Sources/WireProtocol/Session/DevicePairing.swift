public import Cryptography

/// The device's part of a pairing, inside a fresh session: it sends `commitment`, takes the host's nonce, and only then
/// shows its own. `PairingNumber` says why in this order.
public struct DevicePairing<Suite: SessionSuite>: Sendable {
  /// What the device sends first.
  public let commitment: PairingCommitment

  private let handshakeHash: [UInt8]
  private var nonce: PairingNonce?

  /// Starts a pairing.
  /// - Parameters:
  ///   - session: the session that it is about.
  ///   - nonce: drawn for this pairing alone.
  public init(in session: SecureSession<Suite>, nonce: PairingNonce) {
    handshakeHash = session.handshakeHash
    self.nonce = nonce
    commitment = PairingCommitment(handshakeHash: handshakeHash, deviceNonce: nonce, by: Suite.Hash.self)
  }

  /// Takes the host's nonce, once.
  /// - Parameter bytes: as they came.
  /// - Returns: the nonce to show the host, and the number to show the person.
  /// - Throws: `wrongLength`, or `ended` for a second nonce: to answer it would give a second try.
  public mutating func receive(
    hostNonce bytes: some Collection<UInt8>
  ) throws(SessionError) -> (nonce: PairingNonce, number: PairingNumber) {
    guard let nonce else { throw .ended }
    self.nonce = nil
    guard let hostNonce = PairingNonce(bytes) else { throw .wrongLength }
    let number = PairingNumber(
      handshakeHash: handshakeHash, hostNonce: hostNonce, deviceNonce: nonce, by: Suite.Hash.self)
    return (nonce, number)
  }
}
