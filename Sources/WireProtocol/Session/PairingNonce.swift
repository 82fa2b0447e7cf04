/// A random number that one side brings to a pairing, drawn for it alone. It is no secret once it is shown; the device
/// keeps its own to itself until it has the host's.
public struct PairingNonce: Sendable {
  /// The size in bytes.
  public static var size: Int { 16 }

  /// The `size` bytes, as they travel.
  public let bytes: [UInt8]

  /// Copies `bytes`; nil unless there are `size` of them.
  public init?(_ bytes: some Collection<UInt8>) {
    guard bytes.count == Self.size else { return nil }
    self.bytes = Array(bytes)
  }
}
