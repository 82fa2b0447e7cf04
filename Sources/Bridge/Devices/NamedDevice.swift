import Configuration
import LinuxDevices

/// A device that the operator named by its path.
final class NamedDevice {
  let settings: DeviceSettings
  /// Ends the watch on the path when it is released.
  var watch: PathWatcher.Token?
  var connection: DeviceConnection?
  /// Its name in the roster, kept over unplugging for as long as the path is there.
  var name: String?
  /// The node that hung up last, and why; it is not opened again until the path means another.
  var lastClosed: (node: NodeIdentity, cause: String)?

  init(settings: DeviceSettings) { self.settings = settings }
}
