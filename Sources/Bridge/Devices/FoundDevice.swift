/// A device that udev found.
final class FoundDevice {
  let name: String
  var connection: DeviceConnection?

  init(name: String) { self.name = name }
}
