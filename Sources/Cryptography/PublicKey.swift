/// An X25519 public key as it travels: the u-coordinate, little-endian (RFC 7748 §5). Anyone may see it, so it is
/// compared and printed like any number.
public struct PublicKey: Hashable, Sendable {
  /// The size in bytes.
  @inlinable public static var size: Int { 32 }

  /// The `size` bytes.
  public let bytes: [UInt8]

  /// Copies `bytes`; nil unless there are `size` of them. Any 32 bytes are a key; what a bad one leads to is refused
  /// where it is used (`KeyAgreement.sharedSecret`).
  public init?(_ bytes: some Collection<UInt8>) {
    guard bytes.count == Self.size else { return nil }
    self.bytes = Array(bytes)
  }
}
