public import Cryptography

/// What this host brings to a device that wants to know whom it speaks with.
public struct DeviceCredentials: Sendable {
  /// The host's own keys.
  public let keys: KeyPair
  /// The public keys of the devices it is paired with.
  public let known: [PublicKey]

  /// Gathers credentials.
  public init(keys: KeyPair, known: [PublicKey]) {
    self.keys = keys
    self.known = known
  }
}
