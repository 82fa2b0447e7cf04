public import Configuration
import DeviceDrivers
import DeviceModel

extension Bridge {
  /// Finds out whether every device's driver exists and takes its settings.
  public static func check(_ devices: [DeviceSettings]) throws(DeviceSettingsError) {
    for device in devices {
      if device.ignore { continue }
      let name = device.driver ?? LineKeypad.name
      guard let driver = Drivers.named(name) else {
        throw DeviceSettingsError(
          path: device.subject, line: device.line,
          cause: "there is no driver '\(name)'; there are \(Drivers.all.map { $0.name }.joined(separator: ", "))")
      }
      let ways = Set(driver.matches.map(\.transport))
      if let over = device.over, !ways.contains(over) {
        throw DeviceSettingsError(
          path: device.subject, line: device.line,
          cause: "driver '\(name)' does not go over \(over.rawValue), only over "
            + TransportKind.allCases.filter(ways.contains).map(\.rawValue).joined(separator: ", "))
      }
      do throws(DriverSettingsError) {
        // A match without a driver gets udev's: its settings are seen when the device is.
        if device.path != nil || device.driver != nil { _ = try driver.init(settings: device.settings) }
      } catch {
        throw DeviceSettingsError(path: device.subject, line: device.line, cause: "driver '\(name)': \(error)")
      }
    }
  }
}
