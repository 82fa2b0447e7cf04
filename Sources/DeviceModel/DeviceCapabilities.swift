/// What a device can do. The bits are the ones on the wire (firmware-spec, table `capabilities`); unknown bits are kept.
public struct DeviceCapabilities: OptionSet, Sendable, Hashable {
  /// The bits as they travel, little-endian.
  public let rawValue: UInt32

  /// Takes any bits, known or not.
  public init(rawValue: UInt32) { self.rawValue = rawValue }

  /// It has digit keys, and reports each.
  public static let keys = DeviceCapabilities(rawValue: 1 << 0)
  /// It computes whole codes itself.
  public static let codes = DeviceCapabilities(rawValue: 1 << 1)
  /// It shows text.
  public static let display = DeviceCapabilities(rawValue: 1 << 2)
  /// It tells its user "accepted" or "refused" by light or sound.
  public static let feedback = DeviceCapabilities(rawValue: 1 << 3)

  /// Every capability that has a name, in bit order.
  public static let named: [(name: String, capability: DeviceCapabilities)] = [
    ("keys", .keys), ("codes", .codes), ("display", .display), ("feedback", .feedback),
  ]

  /// The names of the known bits that are set, in bit order.
  public var names: [String] {
    Self.named.filter { contains($0.capability) }.map(\.name)
  }
}
