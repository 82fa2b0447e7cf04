public import Cryptography

/// What this host brings to a device that wants to know whom it speaks with.
public struct DeviceCredentials: Sendable {
  /// The host's own keys.
  public let keys: KeyPair
  /// The public keys of the devices it is paired with.
  public let known: [PublicKey]
  /// Whether this device, by its name, is one of them: then it is not believed when it says that it is not paired.
  public let isRequired: Bool

  /// Gathers credentials.
  public init(keys: KeyPair, known: [PublicKey], isRequired: Bool = false) {
    self.keys = keys
    self.known = known
    self.isRequired = isRequired
  }
}
