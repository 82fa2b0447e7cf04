public import Cryptography

/// What a finished handshake leaves: a cipher for each direction, whom it was with, and the hash that names it.
public struct SecureSession<Suite: SessionSuite>: Sendable {
  /// Seals what this side sends.
  public var sending: SessionCipher<Suite>

  /// Opens what the other side sent.
  public var receiving: SessionCipher<Suite>

  /// The other side's static key, proven by the handshake: its holder is there. Whether it is the one that was paired is
  /// the caller's to compare.
  public let remoteStaticKey: PublicKey

  /// The hash of the whole handshake, 64 bytes, the same on both sides and in no other session (Noise rev 34 §11.2). It is no
  /// secret. Pairing binds its number to it.
  public let handshakeHash: [UInt8]

  init(
    sending: SessionCipher<Suite>, receiving: SessionCipher<Suite>, remoteStaticKey: PublicKey, handshakeHash: [UInt8]
  ) {
    self.sending = sending
    self.receiving = receiving
    self.remoteStaticKey = remoteStaticKey
    self.handshakeHash = handshakeHash
  }
}
