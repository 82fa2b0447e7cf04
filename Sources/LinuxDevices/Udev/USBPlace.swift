public import DeviceModel

/// The USB device that a node hangs on, and which of its interfaces, as sysfs says.
public struct USBPlace: Sendable, Hashable {
  /// The device's place under `/sys`.
  public var devicePath: String
  /// The device's node, such as `/dev/bus/usb/001/004`, if it has one.
  public var deviceNode: String?
  /// `idVendor`.
  public var vendor: UInt16?
  /// `idProduct`.
  public var product: UInt16?
  /// The serial number in its descriptors, if any.
  public var serial: String?
  /// The interface's place under `/sys`; nil for a whole device.
  public var interfacePath: String?
  /// `bInterfaceNumber`.
  public var interfaceNumber: UInt8?
  /// What the interface is for.
  public var interface: USBInterface?

  /// Makes a description.
  public init(
    devicePath: String, deviceNode: String? = nil, vendor: UInt16? = nil, product: UInt16? = nil,
    serial: String? = nil, interfacePath: String? = nil, interfaceNumber: UInt8? = nil, interface: USBInterface? = nil
  ) {
    self.devicePath = devicePath
    self.deviceNode = deviceNode
    self.vendor = vendor
    self.product = product
    self.serial = serial
    self.interfacePath = interfacePath
    self.interfaceNumber = interfaceNumber
    self.interface = interface
  }
}
