/// The versions of firmware-spec/protocol.md.
public enum ProtocolVersion {
  /// The versions that this code speaks. Version 0 was a draft, which no device was sold with.
  public static let supported: ClosedRange<UInt8> = 1...1
}
