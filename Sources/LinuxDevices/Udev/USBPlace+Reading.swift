internal import CUdev
import DeviceModel

extension USBPlace {
  /// Reads where a device hangs; nil where it hangs on no USB device. A device that is on its way out may have lost its
  /// attributes, and they are nil.
  init?(reading handle: OpaquePointer) {
    let interface = Self.ancestor(of: handle, "usb_interface")
    guard let device = Self.ancestor(of: handle, "usb_device"), let path = udev_device_get_syspath(device) else {
      return nil
    }
    self.init(
      devicePath: String(cString: path),
      deviceNode: udev_device_get_devnode(device).map { String(cString: $0) },
      vendor: Self.attribute("idVendor", of: device).flatMap { UInt16($0, radix: 16) },
      product: Self.attribute("idProduct", of: device).flatMap { UInt16($0, radix: 16) },
      serial: Self.attribute("serial", of: device),
      interfacePath: interface.flatMap { udev_device_get_syspath($0) }.map { String(cString: $0) },
      interfaceNumber: interface.flatMap { Self.number("bInterfaceNumber", of: $0) },
      interface: interface.flatMap { handle in
        guard let classCode = Self.number("bInterfaceClass", of: handle),
          let subclass = Self.number("bInterfaceSubClass", of: handle),
          let protocolCode = Self.number("bInterfaceProtocol", of: handle)
        else { return nil }
        return USBInterface(classCode: classCode, subclass: subclass, protocolCode: protocolCode)
      })
  }

  /// The device itself, or the nearest above it, of a kind. Parents belong to the device asked and are not released.
  private static func ancestor(of handle: OpaquePointer, _ kind: String) -> OpaquePointer? {
    if let own = udev_device_get_devtype(handle), String(cString: own) == kind { return handle }
    return udev_device_get_parent_with_subsystem_devtype(handle, "usb", kind)
  }

  private static func attribute(_ name: String, of handle: OpaquePointer) -> String? {
    udev_device_get_sysattr_value(handle, name).map { String(cString: $0) }
  }

  private static func number(_ name: String, of handle: OpaquePointer) -> UInt8? {
    attribute(name, of: handle).flatMap { UInt8($0, radix: 16) }
  }
}
