/// What is known of a device before it is opened: what drivers' match tables are compared with.
public struct DeviceTraits: Sendable, Hashable {
  /// The way by which its node would be opened.
  public var transport: TransportKind
  /// udev's properties of it, such as `ID_BUS` or `KEYPORT_DRIVER`.
  public var properties: [String: String]
  /// `idVendor` of the USB device that it is or hangs on; nil where there is none.
  public var vendor: UInt16?
  /// `idProduct` likewise.
  public var product: UInt16?
  /// The USB interface that it is or hangs on; nil where there is none.
  public var interface: USBInterface?

  /// Makes a description.
  public init(
    _ transport: TransportKind, properties: [String: String] = [:], vendor: UInt16? = nil, product: UInt16? = nil,
    interface: USBInterface? = nil
  ) {
    self.transport = transport
    self.properties = properties
    self.vendor = vendor
    self.product = product
    self.interface = interface
  }
}
