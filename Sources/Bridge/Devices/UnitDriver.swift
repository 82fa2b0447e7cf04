import DeviceModel

/// Stands where a device on a bus would have its driver: the line's driver speaks for it, and what that tells is handed
/// to the device's connection.
struct UnitDriver: DeviceDriver {
  static let name = "unit"
  static let matches: [DeviceMatch] = []

  var nextDeadline: Duration? { nil }

  init(settings: DriverSettings) throws(DriverSettingsError) {}

  mutating func handle(_ event: TransportEvent, at now: Duration) -> [DriverEffect] { [] }

  mutating func perform(_ command: DeviceCommand, at now: Duration) -> [DriverEffect] { [] }
}
