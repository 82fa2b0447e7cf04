/// A row of a driver's match table: how the node is opened, and what a device must have for the driver to speak for it.
/// The more a row asks for, the more specific it is; udev properties, which a rule or a person set, count for more than
/// any numbers of the device's own.
public struct DeviceMatch: Sendable, Hashable {
  /// The way by which the node is opened; only devices of its subsystem fit.
  public var transport: TransportKind
  /// udev property names and the values they must have.
  public var properties: [String: String]
  /// `idVendor` of the USB device, nil for any or none.
  public var vendor: UInt16?
  /// `idProduct` of the USB device, nil for any or none.
  public var product: UInt16?
  /// The USB interface's class, subclass and protocol, nil for any or none.
  public var interface: USBInterface?
  /// Whether the device has another use, which opening it would end: it is then shown as present, and opened once the
  /// operator or a rule names the driver.
  public var needsConsent: Bool

  /// Makes a row.
  public init(
    _ transport: TransportKind, properties: [String: String] = [:], vendor: UInt16? = nil, product: UInt16? = nil,
    interface: USBInterface? = nil, needsConsent: Bool = false
  ) {
    self.transport = transport
    self.properties = properties
    self.vendor = vendor
    self.product = product
    self.interface = interface
    self.needsConsent = needsConsent
  }

  /// How specific the row is; the larger wins.
  public var specificity: Int {
    properties.count * 8 + (product == nil ? 0 : 4) + (vendor == nil ? 0 : 2) + (interface == nil ? 0 : 1)
  }

  /// Whether a device fits. The numbers of a generic bridge chip say nothing about what is behind it: such a device fits
  /// only rows that name a property, which a person or a rule has set.
  public func fits(_ device: DeviceTraits) -> Bool {
    guard device.transport == transport, properties.allSatisfy({ device.properties[$0.key] == $0.value }) else {
      return false
    }
    if properties.isEmpty, GenericBridge.carries(device) { return false }
    return vendor.map { $0 == device.vendor } ?? true && product.map { $0 == device.product } ?? true
      && interface.map { $0 == device.interface } ?? true
  }
}
