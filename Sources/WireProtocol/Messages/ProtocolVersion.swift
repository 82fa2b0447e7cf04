/// The versions of firmware-spec/protocol.md.
public enum ProtocolVersion {
  /// The versions that this code speaks.
  public static let supported: ClosedRange<UInt8> = 0...0
}
