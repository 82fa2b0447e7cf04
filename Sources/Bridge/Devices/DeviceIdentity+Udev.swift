import DeviceModel
import LinuxDevices

extension DeviceIdentity {
  /// What udev says of a device.
  init(_ device: UdevDevice) {
    self.init(
      vendor: device.properties["ID_VENDOR_FROM_DATABASE"] ?? device.properties["ID_VENDOR"] ?? "",
      product: device.properties["ID_MODEL_FROM_DATABASE"] ?? device.properties["ID_MODEL"] ?? "",
      serial: device.properties["ID_SERIAL_SHORT"])
  }
}
