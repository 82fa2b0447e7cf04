import Cryptography

/// What the device says about its nonce before it shows it: BLAKE2b-256("Keyport pairing commitment" ‖ handshakeHash ‖
/// deviceNonce). It tells nothing about the nonce, and no other nonce fits it.
public struct PairingCommitment: Sendable {
  /// The size in bytes.
  public static var size: Int { 32 }

  /// The `size` bytes, as they travel.
  public let bytes: [UInt8]

  /// Copies `bytes`; nil unless there are `size` of them.
  public init?(_ bytes: some Collection<UInt8>) {
    guard bytes.count == Self.size else { return nil }
    self.bytes = Array(bytes)
  }

  init<Hash: HashFunction>(handshakeHash: [UInt8], deviceNonce: PairingNonce, by function: Hash.Type) {
    var hash = Hash(digestSize: Self.size)
    hash.update(Array("Keyport pairing commitment".utf8))
    hash.update(handshakeHash)
    hash.update(deviceNonce.bytes)
    var digest = [UInt8](repeating: 0, count: Self.size)
    digest.withUnsafeMutableBytes { hash.finish(into: $0) }
    bytes = digest
  }

  /// Compares in constant time.
  func matches(_ other: PairingCommitment) -> Bool {
    bytes.withUnsafeBytes { ours in other.bytes.withUnsafeBytes { constantTimeEqual(ours, $0) } }
  }
}
