/// The device's hello: the version it chose, what it can do, and who it is.
public struct DeviceHello: Sendable, Hashable {
  /// The version chosen from the host's range; the device's lowest where nobody asked.
  public let version: UInt8
  /// The tag of the host's hello that this answers; 0 where the device has just started and asks for a hello.
  public let answeredTag: UInt8
  /// What the device can do.
  public let capabilities: Capabilities
  /// The maker, at most `PrintableText.longestIdentity` bytes, as the three below.
  public let vendor: PrintableText
  /// The model.
  public let product: PrintableText
  /// The serial number, empty where there is none.
  public let serial: PrintableText
  /// The firmware's version.
  public let firmware: PrintableText

  /// Makes a hello; names are cut to fit.
  public init(
    version: UInt8, answeredTag: UInt8, capabilities: Capabilities, vendor: PrintableText, product: PrintableText,
    serial: PrintableText, firmware: PrintableText
  ) {
    func cut(_ text: PrintableText) -> PrintableText {
      PrintableText(clipping: text.utf8, limit: PrintableText.longestIdentity)
    }
    self.version = version
    self.answeredTag = answeredTag
    self.capabilities = capabilities
    self.vendor = cut(vendor)
    self.product = cut(product)
    self.serial = cut(serial)
    self.firmware = cut(firmware)
  }
}
