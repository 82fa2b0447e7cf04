/// Why a handshake, a cipher or a pairing refused. Each ends what refused it for good: what comes after is `ended`, and a
/// new session needs a new handshake.
public enum SessionError: Error, Equatable, Sendable {
  /// It is not this side's turn, or there is no such step left.
  case outOfTurn
  /// A message, payload, nonce or commitment has a length that it cannot have.
  case wrongLength
  /// The other side's public key leads to a shared secret of zeros: a point of low order, which nobody has by accident.
  case badKey
  /// A tag does not fit: the message was changed, repeated, left out or sealed for another session.
  case notAuthentic
  /// The nonce that the device showed is not the one it had committed itself to.
  case brokenCommitment
  /// An earlier refusal ended this, or its last step is done, or its counter is used up.
  case ended
}
