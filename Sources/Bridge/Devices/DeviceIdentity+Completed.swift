import DeviceModel

extension DeviceIdentity {
  /// What the device says of itself, completed by what was known before.
  func completed(by found: DeviceIdentity) -> DeviceIdentity {
    DeviceIdentity(
      vendor: found.vendor.isEmpty ? vendor : found.vendor,
      product: found.product.isEmpty ? product : found.product,
      serial: found.serial ?? serial,
      firmware: found.firmware ?? firmware)
  }
}
