/// What a device says it can do (firmware-spec, table `capabilities`). Unknown bits are kept.
public struct Capabilities: OptionSet, Sendable, Hashable {
  /// The bits as they travel, little-endian.
  public let rawValue: UInt32

  /// Takes any bits, known or not.
  public init(rawValue: UInt32) { self.rawValue = rawValue }

  /// It has digit keys, and reports each.
  public static let keys = Capabilities(rawValue: 1 << 0)
  /// It computes whole codes itself.
  public static let codes = Capabilities(rawValue: 1 << 1)
  /// It shows text.
  public static let display = Capabilities(rawValue: 1 << 2)
  /// It tells its user "accepted" or "refused" by light or sound.
  public static let feedback = Capabilities(rawValue: 1 << 3)
}
