import Configuration
import LinuxDevices

/// A device that the operator named by its path.
final class NamedDevice {
  let settings: DeviceSettings
  let path: String
  /// Watches the path for as long as it is kept.
  var watch: WatchedPath?
  var connection: DeviceConnection?
  /// What the path meant when the connection was made.
  var node: NodeIdentity?
  /// Its name in the roster, kept over unplugging for as long as the path is there.
  var name: String?
  /// The node that hung up last, and why; it is not opened again until the path means another.
  var lastClosed: (node: NodeIdentity, cause: String)?

  init(_ settings: DeviceSettings, path: String) {
    self.settings = settings
    self.path = path
  }

  /// Whose logins get its codes.
  func seat(_ udevDevice: UdevDevice?) -> String { settings.seat ?? udevDevice?.seat ?? Seat.standard }
}
