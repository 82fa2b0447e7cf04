/// The operator's settings for one device's driver: names and values from the configuration file, in the driver's own
/// words. Take each with `take`, then call `finish` so that a misspelt name is an error and not a silence.
public struct DriverSettings: Sendable, Equatable {
  private var values: [String: String]

  /// Makes settings from names and values.
  public init(_ values: [String: String] = [:]) { self.values = values }

  /// Removes and returns the value for `name`.
  public mutating func take(_ name: String) -> String? { values.removeValue(forKey: name) }

  /// Throws if any setting was not taken.
  public func finish() throws(DriverSettingsError) {
    if let name = values.keys.min() { throw .unknown(name: name) }
  }
}
