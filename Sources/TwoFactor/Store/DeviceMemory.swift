public import Cryptography

/// An emulated device's non-volatile memory: what flash is to a real one. It holds keys and is sealed at rest.
public struct DeviceMemory: Sendable {
  /// The device's name.
  public var device: String
  /// The image, in the device's own format.
  public var image: SecretBytes

  /// Makes a memory.
  public init(device: String, image: SecretBytes) {
    self.device = device
    self.image = image
  }
}
