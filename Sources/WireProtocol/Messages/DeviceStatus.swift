/// How a device is (REQ-STA-001…003).
public struct DeviceStatus: Sendable, Hashable {
  /// What its case says (firmware-spec, table `fields`, field `tamper`).
  public struct Tamper: OptionSet, Sendable, Hashable {
    /// The bits as they travel.
    public let rawValue: UInt8
    /// Takes any bits, known or not.
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    /// The case is open now.
    public static let open = Tamper(rawValue: 1 << 0)
    /// The case has been open since the memory was last erased.
    public static let wasOpened = Tamper(rawValue: 1 << 1)
  }

  /// How its last self-test went (field `selfTest`).
  public enum SelfTest: UInt8, Sendable, CaseIterable {
    case notRun = 0
    case passed = 1
    case failed = 2
  }

  /// Where its PIN stands (field `pin`).
  public enum PIN: UInt8, Sendable, CaseIterable {
    case none = 0
    case locked = 1
    case unlocked = 2
    case blocked = 3
  }

  /// The charge in percent, 0 to 100; nil without a battery.
  public let battery: UInt8?
  /// What its case says.
  public let tamper: Tamper
  /// How its last self-test went.
  public let selfTest: SelfTest
  /// Where its PIN stands.
  public let pin: PIN
  /// How many wrong PINs are left before it blocks.
  public let pinTries: UInt8
  /// How many hosts it is paired with.
  public let pairedHosts: UInt8
  /// Seconds since it started.
  public let uptime: UInt32

  /// Makes a status.
  public init(
    battery: UInt8?, tamper: Tamper, selfTest: SelfTest, pin: PIN, pinTries: UInt8, pairedHosts: UInt8, uptime: UInt32
  ) {
    self.battery = battery
    self.tamper = tamper
    self.selfTest = selfTest
    self.pin = pin
    self.pinTries = pinTries
    self.pairedHosts = pairedHosts
    self.uptime = uptime
  }
}
