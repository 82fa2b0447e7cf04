public import WireProtocol

/// Who a token says it is; each name is cut to `PrintableText.longestIdentity` bytes.
public struct TokenIdentity: Sendable, Hashable {
  /// The maker.
  public let vendor: PrintableText
  /// The model.
  public let product: PrintableText
  /// The serial number, empty where there is none.
  public let serial: PrintableText
  /// The firmware's version.
  public let firmware: PrintableText
  /// More about the firmware.
  public let build: PrintableText

  /// Makes an identity from UTF-8; what cannot be shown becomes `?`.
  public init(
    vendor: some Collection<UInt8>, product: some Collection<UInt8>, serial: some Collection<UInt8>,
    firmware: some Collection<UInt8>, build: some Collection<UInt8> = EmptyCollection()
  ) {
    self.vendor = PrintableText(clipping: vendor, limit: PrintableText.longestIdentity)
    self.product = PrintableText(clipping: product, limit: PrintableText.longestIdentity)
    self.serial = PrintableText(clipping: serial, limit: PrintableText.longestIdentity)
    self.firmware = PrintableText(clipping: firmware, limit: PrintableText.longestIdentity)
    self.build = PrintableText(clipping: build, limit: FrameLimits.longestSealedBody)
  }
}
