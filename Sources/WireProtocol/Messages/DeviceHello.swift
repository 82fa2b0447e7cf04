/// The device's hello: the version it chose, what it can do, and who it is.
public struct DeviceHello: Sendable, Hashable {
  /// The version chosen from the host's range; the device's lowest where nobody asked.
  public let version: UInt8
  /// The tag of the host's hello that this answers; 0 where the device has just started and asks for a hello.
  public let answeredTag: UInt32
  /// The request that the device took last since it started, by the frame that brought it in whichever conversation: how a
  /// host learns what became of a request whose acknowledgement it never got. Handshakes and pairing do not count.
  public let lastTaken: Taken
  /// What the device can do.
  public let capabilities: Capabilities
  /// Whether it is paired, and so wants a session before anything else.
  public let isPaired: Bool
  /// The maker, at most `PrintableText.longestIdentity` bytes, as the three below.
  public let vendor: PrintableText
  /// The model.
  public let product: PrintableText
  /// The serial number, empty where there is none.
  public let serial: PrintableText
  /// The firmware's version.
  public let firmware: PrintableText

  /// A numbered frame of some conversation.
  public struct Taken: Sendable, Hashable {
    /// The tag of the hello that began the conversation; 0 where nothing was taken yet.
    public let tag: UInt32
    /// The frame's number.
    public let sequence: UInt8

    /// Names a frame.
    public init(tag: UInt32, sequence: UInt8) {
      self.tag = tag
      self.sequence = sequence
    }

    /// Nothing was taken since the device started.
    public static let nothing = Taken(tag: 0, sequence: 0)
  }

  /// Makes a hello; names are cut to fit.
  public init(
    version: UInt8, answeredTag: UInt32, lastTaken: Taken, capabilities: Capabilities, isPaired: Bool,
    vendor: PrintableText, product: PrintableText, serial: PrintableText, firmware: PrintableText
  ) {
    func cut(_ text: PrintableText) -> PrintableText {
      PrintableText(clipping: text.utf8, limit: PrintableText.longestIdentity)
    }
    self.version = version
    self.answeredTag = answeredTag
    self.lastTaken = lastTaken
    self.capabilities = capabilities
    self.isPaired = isPaired
    self.vendor = cut(vendor)
    self.product = cut(product)
    self.serial = cut(serial)
    self.firmware = cut(firmware)
  }
}
