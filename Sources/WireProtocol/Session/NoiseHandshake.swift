public import Cryptography

/// The handshake that starts every session, pairing's and each later one: `Noise_XX_25519_ChaChaPoly_BLAKE2b` (Noise
/// Protocol Framework rev 34 §7.5).
///
///     initiator (host)                 responder (device)
///     -> e                             32 bytes and the payload
///     <- e, ee, s, es                  96 bytes and the payload
///     -> s, se                         64 bytes and the payload
///
/// XX sends both static keys, encrypted, so that one handshake serves sides that have never met and sides that have; those
/// compare `SecureSession.remoteStaticKey` with the key they kept. It gives forward secrecy: who later learns both static
/// secrets still cannot read what was recorded.
///
/// A payload of message 1 is readable and unproven; of message 2 it is encrypted to a host that has proven nothing yet; of
/// message 3 it is as safe as the session. Any refusal ends the handshake: it forgets its secrets, and the session starts
/// over with new ephemeral keys.
public struct NoiseHandshake<Suite: SessionSuite>: Sendable {
  /// The name that the handshake's hash starts from, which both sides must agree on.
  public static var protocolName: String { "Noise_XX_25519_ChaChaPoly_BLAKE2b" }

  /// The longest payload of a handshake message, in bytes.
  public static var longestPayload: Int { 16 }

  /// The longest handshake message, in bytes: the second, with the longest payload.
  public static var longestMessage: Int {
    2 * PublicKey.size + 2 * Suite.Cipher.tagSize + longestPayload
  }

  /// This side's role.
  public let role: SessionRole

  /// None once the handshake has ended.
  private var progress: HandshakeProgress<Suite>?

  /// Starts a handshake.
  /// - Parameters:
  ///   - staticKeys: this side's lasting key pair, which the other side learns and keeps.
  ///   - ephemeralSecret: 32 bytes drawn for this handshake alone, and used for no other.
  ///   - prologue: what both sides believe was said before; the handshake fails unless it is the same on both.
  public init(_ role: SessionRole, staticKeys: KeyPair, ephemeralSecret: SecretBytes, prologue: [UInt8]) {
    self.role = role
    progress = HandshakeProgress(
      role, staticKeys: staticKeys, ephemeralKeys: KeyPair(secret: ephemeralSecret, by: Suite.Agreement.self),
      state: SymmetricState(protocolName: Array(Self.protocolName.utf8), prologue: prologue))
  }

  /// Whether a refusal ended it, or `finish` did.
  public var hasEnded: Bool { progress == nil }

  /// Whether all three messages have been written and read, so that `finish` has a session.
  public var isComplete: Bool { progress?.isComplete ?? false }

  /// Whether the next step is to write a message.
  public var isTurnToWrite: Bool { progress?.isTurnToWrite ?? false }

  /// Whether the next step is to read a message.
  public var isTurnToRead: Bool { progress?.isTurnToRead ?? false }

  /// The other side's static key, as soon as it has come: for the initiator with message 2, whose tag proves it; for the
  /// responder with message 3, likewise.
  public var remoteStaticKey: PublicKey? { progress?.remoteStaticKey }

  /// Writes this side's next message.
  /// - Parameter payload: at most `longestPayload` bytes.
  /// - Throws: `outOfTurn`, `wrongLength` for a long payload, `badKey`, `ended`.
  public mutating func write(_ payload: [UInt8] = []) throws(SessionError) -> [UInt8] {
    var progress = try take()
    guard progress.isTurnToWrite else { throw .outOfTurn }
    guard payload.count <= Self.longestPayload else { throw .wrongLength }
    let message = try progress.write(payload)
    self.progress = progress
    return message
  }

  /// Reads the other side's next message.
  /// - Returns: its payload, mostly empty.
  /// - Throws: `outOfTurn`, `wrongLength`, `badKey`, `notAuthentic`, `ended`.
  public mutating func read(_ message: [UInt8]) throws(SessionError) -> SecretBytes {
    var progress = try take()
    guard progress.isTurnToRead else { throw .outOfTurn }
    let payload = try progress.read(message, longestPayload: Self.longestPayload)
    self.progress = progress
    return payload
  }

  /// The session, once; the handshake has ended then.
  /// - Throws: `outOfTurn` before all messages are through, `ended`.
  public mutating func finish() throws(SessionError) -> SecureSession<Suite> {
    let progress = try take()
    guard let session = progress.session() else { throw .outOfTurn }
    return session
  }

  /// Whoever throws does not put it back, which ends the handshake.
  private mutating func take() throws(SessionError) -> HandshakeProgress<Suite> {
    guard let progress else { throw .ended }
    self.progress = nil
    return progress
  }
}
