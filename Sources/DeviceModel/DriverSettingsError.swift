/// Why a driver does not take its settings.
public enum DriverSettingsError: Error, Equatable, CustomStringConvertible {
  /// The driver has no setting of this name.
  case unknown(name: String)
  /// The value does not fit; `expected` says what does.
  case invalid(name: String, value: String, expected: String)
  /// The value of a setting that holds a secret does not fit; it is not repeated.
  case invalidSecret(name: String, expected: String)

  /// One line for the operator.
  public var description: String {
    switch self {
    case .unknown(let name): "this driver has no setting named '\(name)'"
    case .invalid(let name, let value, let expected): "'\(value)' is no value for '\(name)': expected \(expected)"
    case .invalidSecret(let name, let expected): "the value of '\(name)', which is kept secret, is not \(expected)"
    }
  }
}
