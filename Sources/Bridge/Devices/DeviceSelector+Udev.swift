import Configuration
import LinuxDevices

extension DeviceSelector {
  /// Whether a device that udev knows is meant.
  func fits(_ device: UdevDevice) -> Bool {
    fits(
      vendor: device.usb?.vendor, product: device.usb?.product,
      serial: device.usb?.serial ?? device.properties["ID_SERIAL_SHORT"], properties: device.properties)
  }
}
