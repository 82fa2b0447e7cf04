public import Configuration
import DeviceDrivers
import DeviceModel

extension Bridge {
  /// Finds out whether every device's driver exists and takes its settings.
  public static func check(_ devices: [DeviceSettings]) throws(DeviceSettingsError) {
    for device in devices {
      let name = device.driver ?? LineKeypad.name
      guard let driver = Drivers.named(name) else {
        throw DeviceSettingsError(
          path: device.path, line: device.line,
          cause: "there is no driver '\(name)'; there are \(Drivers.all.map { $0.name }.joined(separator: ", "))")
      }
      do throws(DriverSettingsError) {
        _ = try driver.init(settings: device.settings)
      } catch {
        throw DeviceSettingsError(path: device.path, line: device.line, cause: "driver '\(name)': \(error)")
      }
    }
  }
}
