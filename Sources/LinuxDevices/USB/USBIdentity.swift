public import DeviceModel

/// Who a USB device says it is: its descriptors and strings. All of it is the device's word.
public struct USBIdentity: Sendable, Hashable {
  /// `idVendor`.
  public var vendorID: UInt16
  /// `idProduct`.
  public var productID: UInt16
  /// `bcdDevice`: the release in binary-coded decimal, 0x0110 for 1.10.
  public var release: UInt16
  /// The maker's name, if it has one and gave it.
  public var manufacturer: String?
  /// The model's name, if it has one and gave it.
  public var product: String?
  /// The serial number, if it has one and gave it.
  public var serial: String?
  /// The interfaces of the active configuration, first alternate setting each.
  public var interfaces: [USBInterface]

  /// Makes an identity.
  public init(
    vendorID: UInt16, productID: UInt16, release: UInt16, manufacturer: String? = nil, product: String? = nil,
    serial: String? = nil, interfaces: [USBInterface] = []
  ) {
    self.vendorID = vendorID
    self.productID = productID
    self.release = release
    self.manufacturer = manufacturer
    self.product = product
    self.serial = serial
    self.interfaces = interfaces
  }
}
