/// A device of the configuration that cannot be driven as it says.
public struct DeviceSettingsError: Error, Equatable, CustomStringConvertible {
  /// The device's path.
  public var path: String
  /// What is wrong.
  public var cause: String

  /// One line for the operator.
  public var description: String { "device \(path): \(cause)" }
}
