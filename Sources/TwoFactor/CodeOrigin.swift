/// Where a code came from. Policy decides by it and the record keeps it; it travels with the code from the transport on.
public enum CodeOrigin: Sendable, Hashable {
  /// A real device, by the name that `keyport devices` shows.
  case hardware(device: String)
  /// An emulated device.
  case emulated(device: String)
  /// Typed by a person into a client.
  case typed

  /// The word the record keeps: `hardware`, `emulated` or `typed`.
  public var word: String {
    switch self {
    case .hardware: "hardware"
    case .emulated: "emulated"
    case .typed: "typed"
    }
  }

  /// The device's name, where there is one.
  public var device: String? {
    switch self {
    case .hardware(let device), .emulated(let device): device
    case .typed: nil
    }
  }
}
