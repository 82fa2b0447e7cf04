/// Translates between a device's bytes and what they mean. A driver opens nothing, waits for nothing and reads no
/// clock: events and the time go in, effects come out, and `nextDeadline` says when it wants to be asked again.
public protocol DeviceDriver {
  /// The name that `keyport devices` shows and `--device PATH=DRIVER` takes, such as `line-keypad`.
  static var name: String { get }

  /// Which devices it speaks for, as data; the most specific match of all drivers wins.
  static var matches: [DeviceMatch] { get }

  /// How its serial line is set where the configuration says nothing.
  static var serialLine: SerialLine { get }

  /// Makes the driver for one device with the settings the operator gave it, none by default.
  init(settings: DriverSettings) throws(DriverSettingsError)

  /// Makes the driver for one device that is opened by `transport`; a driver that knows one way only leaves this out.
  init(settings: DriverSettings, over transport: TransportKind) throws(DriverSettingsError)

  /// How this device's serial line is set: the driver's own way, with what the settings changed of it.
  var serialLine: SerialLine { get }

  /// Takes what happened at the transport.
  /// - Parameter now: monotonic time since an arbitrary start, never running backwards.
  mutating func handle(_ event: TransportEvent, at now: Duration) -> [DriverEffect]

  /// Takes what the daemon wants of the device.
  mutating func perform(_ command: DeviceCommand, at now: Duration) -> [DriverEffect]

  /// The devices it speaks with where its line is a bus, by the numbers that `DriverEffect.unit` uses; empty where it
  /// speaks with one device, which is then told of without a number.
  var units: [Int] { get }

  /// Takes what the daemon wants of one of `units`.
  mutating func perform(_ command: DeviceCommand, unit: Int, at now: Duration) -> [DriverEffect]

  /// When it wants `TransportEvent.deadline`, if it waits for anything.
  var nextDeadline: Duration? { get }
}

extension DeviceDriver {
  /// 9600 8N1, for drivers that never see a serial line.
  public static var serialLine: SerialLine { SerialLine() }

  /// The same driver whichever way the device is opened.
  public init(settings: DriverSettings, over transport: TransportKind) throws(DriverSettingsError) {
    try self.init(settings: settings)
  }

  /// The driver's own way, for drivers whose settings change nothing of the line.
  public var serialLine: SerialLine { Self.serialLine }

  /// None: most lines lead to one device.
  public var units: [Int] { [] }

  /// The same as for the device alone.
  public mutating func perform(_ command: DeviceCommand, unit: Int, at now: Duration) -> [DriverEffect] {
    perform(command, at: now)
  }
}
