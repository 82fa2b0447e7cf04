import LinuxDevices

/// A device that udev found and that is listed.
final class FoundDevice {
  let name: String
  let key: DeviceKey
  let subsystem: String
  /// The USB interface it hangs on, if any; it is opened in one way only, however many kinds of nodes it has.
  let interfacePath: String?
  var connection: DeviceConnection?

  init(name: String, of device: UdevDevice) {
    self.name = name
    key = DeviceKey(device)
    subsystem = device.subsystem
    interfacePath = device.usb?.interfacePath
  }
}
