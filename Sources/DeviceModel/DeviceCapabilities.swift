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
  /// It tells its user how a login ended by light.
  public static let feedback = DeviceCapabilities(rawValue: 1 << 3)
  /// It tells its user how a login ended by sound.
  public static let sound = DeviceCapabilities(rawValue: 1 << 4)
  /// It collects digits itself, where told to.
  public static let entry = DeviceCapabilities(rawValue: 1 << 5)
  /// It asks its user Yes or No.
  public static let confirm = DeviceCapabilities(rawValue: 1 << 6)
  /// It answers challenges.
  public static let challenge = DeviceCapabilities(rawValue: 1 << 7)
  /// Its slots can be listed and, in a session, written and erased.
  public static let slots = DeviceCapabilities(rawValue: 1 << 8)
  /// It has a clock that can be asked and, in a session, set.
  public static let clock = DeviceCapabilities(rawValue: 1 << 9)
  /// It tells of battery, tampering and self-test.
  public static let status = DeviceCapabilities(rawValue: 1 << 10)
  /// Its codes can be locked with a PIN that is typed on it.
  public static let pin = DeviceCapabilities(rawValue: 1 << 11)
  /// It pairs with hosts and speaks in sessions.
  public static let session = DeviceCapabilities(rawValue: 1 << 12)

  /// Every capability that has a name, in bit order.
  public static let named: [(name: String, capability: DeviceCapabilities)] = [
    ("keys", .keys), ("codes", .codes), ("display", .display), ("feedback", .feedback), ("sound", .sound),
    ("entry", .entry), ("confirm", .confirm), ("challenge", .challenge), ("slots", .slots), ("clock", .clock),
    ("status", .status), ("pin", .pin), ("session", .session),
  ]

  /// The names of the known bits that are set, in bit order.
  public var names: [String] {
    Self.named.filter { contains($0.capability) }.map(\.name)
  }
}
