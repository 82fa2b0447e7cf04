/// Parameters that no token can have.
public enum OTPParametersError: Error, Equatable, CustomStringConvertible {
  /// A number of digits outside `OTPParameters.digitRange`.
  case digits(Int)
  /// A period of no seconds.
  case period

  /// One line for the user.
  public var description: String {
    switch self {
    case .digits(let digits): "a code has 6 to 10 digits, not \(digits)"
    case .period: "the period is at least 1 second"
    }
  }
}
