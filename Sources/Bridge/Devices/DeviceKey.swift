import LinuxDevices

/// Which device a node is of, over unplugging: by its serial number where it has one, else by the port it hangs on.
struct DeviceKey: Equatable {
  /// Subsystem, port and interface: two nodes at one place are one device.
  let place: String
  /// Subsystem, model, serial number and interface; nil for a device that has no serial number.
  let serial: String?

  init(_ device: UdevDevice) {
    guard let usb = device.usb else {
      place = device.syspath
      serial = nil
      return
    }
    let interface = usb.interfaceNumber.map(String.init) ?? "-"
    place = "\(device.subsystem) \(usb.devicePath) \(interface)"
    serial = usb.serial.map { "\(device.subsystem) \(usb.vendor ?? 0) \(usb.product ?? 0) \($0) \(interface)" }
  }

  /// Whether both are of one device. A serial number on both sides decides: two devices may change ports.
  func isSame(as other: DeviceKey) -> Bool {
    if let serial, let theirs = other.serial { return serial == theirs }
    return place == other.place
  }
}
