/// Who a device says it is. Every field is the device's or udev's word: show it, never trust it.
public struct DeviceIdentity: Sendable, Hashable {
  /// The maker's name, empty when unknown.
  public var vendor: String
  /// The model's name, empty when unknown.
  public var product: String
  /// The serial number, if the device has one.
  public var serial: String?
  /// The firmware's version, as the device writes it.
  public var firmware: String?

  /// Makes an identity; what is not known stays empty.
  public init(vendor: String = "", product: String = "", serial: String? = nil, firmware: String? = nil) {
    self.vendor = vendor
    self.product = product
    self.serial = serial
    self.firmware = firmware
  }
}
