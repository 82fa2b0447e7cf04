/// What one interface of a USB device is for, in the USB forum's numbers.
public struct USBInterface: Sendable, Hashable {
  /// `bInterfaceClass`, such as 3 for HID.
  public var classCode: UInt8
  /// `bInterfaceSubClass`.
  public var subclass: UInt8
  /// `bInterfaceProtocol`.
  public var protocolCode: UInt8

  /// Makes a description.
  public init(classCode: UInt8, subclass: UInt8, protocolCode: UInt8) {
    self.classCode = classCode
    self.subclass = subclass
    self.protocolCode = protocolCode
  }
}
