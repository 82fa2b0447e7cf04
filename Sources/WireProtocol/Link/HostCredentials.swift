public import Cryptography

/// What a host brings to a session.
public struct HostCredentials: Sendable {
  /// The host's own keys.
  public let keys: KeyPair
  /// The public keys of the devices it is paired with.
  public internal(set) var known: [PublicKey]
  /// Whether a device without a session is refused.
  public internal(set) var isRequired: Bool

  /// Gathers credentials.
  public init(keys: KeyPair, known: [PublicKey], isRequired: Bool) {
    self.keys = keys
    self.known = known
    self.isRequired = isRequired
  }
}
