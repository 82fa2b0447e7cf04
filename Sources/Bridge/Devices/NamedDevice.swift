import Configuration
import LinuxDevices

/// A device that the operator named by its path.
final class NamedDevice {
  let settings: DeviceSettings
  /// Watches the path for as long as it is kept.
  var watch: WatchedPath?
  var connection: DeviceConnection?
  /// Its name in the roster, kept over unplugging for as long as the path is there.
  var name: String?
  /// The node that hung up last, and why; it is not opened again until the path means another.
  var lastClosed: (node: NodeIdentity, cause: String)?

  /// How often it was looked at again after it could not be opened.
  var attempts = 0

  init(settings: DeviceSettings) { self.settings = settings }
}
