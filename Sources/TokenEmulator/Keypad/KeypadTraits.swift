public import WireProtocol

/// What an emulated keypad is and can do.
public struct KeypadTraits: Sendable {
  /// Who it says it is.
  public var product: String
  /// Its serial number, cut to 28 bytes.
  public var serial: String
  /// What it can do.
  public var capabilities: Capabilities
  /// Whether its self-test passes.
  public var isSound: Bool

  /// Everything that the protocol has a bit for.
  public static let everything = Capabilities(Capabilities.named.map(\.capability))

  /// Describes a keypad that can do everything, unless told otherwise.
  public init(
    product: String = "Emulated keypad", serial: String = "E-1", capabilities: Capabilities = Self.everything,
    isSound: Bool = true
  ) {
    self.product = product
    self.serial = serial
    self.capabilities = capabilities
    self.isSound = isSound
  }
}
