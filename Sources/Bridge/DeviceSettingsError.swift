/// A device of the configuration that cannot be driven as it says.
public struct DeviceSettingsError: Error, Equatable, CustomStringConvertible {
  /// The device's path.
  public var path: String
  /// Where the configuration file says it; nil for a device named on the command line.
  public var line: Int?
  /// What is wrong.
  public var cause: String

  /// One line for the operator.
  public var description: String { "device \(path): \(cause)" }
}
