public import Cryptography

/// A device that this host is paired with.
public struct PairedDevice: Sendable, Hashable {
  /// The key that the device proves in every session.
  public var key: PublicKey
  /// What the device was called here when it was paired.
  public var name: String
  /// When it was paired, by the wall clock then.
  public var paired: Duration
  /// When a session with it was made last; nil where none was since.
  public var lastSeen: Duration?

  /// Makes an entry.
  public init(key: PublicKey, name: String, paired: Duration, lastSeen: Duration? = nil) {
    self.key = key
    self.name = name
    self.paired = paired
    self.lastSeen = lastSeen
  }
}
