public import Cryptography

/// What protects a link's messages.
public enum LinkSecurity: Sendable, Hashable {
  /// Nothing: whoever touches the wire reads and writes them.
  case none
  /// A session with the device that holds the secret of this public key.
  case session(deviceKey: PublicKey)
}
