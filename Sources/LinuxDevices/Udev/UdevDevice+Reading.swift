internal import CUdev

extension UdevDevice {
  /// Copies what libudev knows of a device; nil where it has no path or name.
  init?(reading handle: OpaquePointer) {
    guard let syspath = udev_device_get_syspath(handle).map({ String(cString: $0) }),
      let sysname = udev_device_get_sysname(handle).map({ String(cString: $0) })
    else { return nil }
    let subsystem = udev_device_get_subsystem(handle).map { String(cString: $0) } ?? ""
    var properties: [String: String] = [:]
    var entry = udev_device_get_properties_list_entry(handle)
    while let current = entry {
      if let name = udev_list_entry_get_name(current) {
        properties[String(cString: name)] = udev_list_entry_get_value(current).map { String(cString: $0) } ?? ""
      }
      entry = udev_list_entry_get_next(current)
    }
    self.init(
      syspath: syspath, sysname: sysname, subsystem: subsystem,
      deviceNode: udev_device_get_devnode(handle).map { String(cString: $0) },
      properties: properties, seat: Self.seat(of: handle), isEmulated: EmulatedBus.carries(syspath),
      isSerialDevice: subsystem == "tty" && Self.hasHardware(handle, syspath), usb: USBPlace(reading: handle))
  }

  private static func seat(of handle: OpaquePointer) -> String {
    var current: OpaquePointer? = handle
    // Parents belong to the device that was asked and are not released.
    while let device = current {
      if let seat = udev_device_get_property_value(device, "ID_SEAT"), seat.pointee != 0 {
        return String(cString: seat)
      }
      current = udev_device_get_parent(device)
    }
    return "seat0"
  }

  private static func hasHardware(_ handle: OpaquePointer, _ syspath: String) -> Bool {
    guard udev_device_get_parent(handle) != nil, !syspath.hasPrefix("/sys/devices/virtual/") else { return false }
    // The kernel reserves ports for boards that may have a chip there; where none answered, the type is 0 (PORT_UNKNOWN).
    guard let type = udev_device_get_sysattr_value(handle, "type") else { return true }
    return String(cString: type) != "0"
  }
}
