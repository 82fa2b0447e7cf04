import TwoFactor

extension LoginOutcome {
  /// What a device's display says: short, since most have 16 characters.
  var displayText: String {
    switch self {
    case .accepted: "Accepted"
    case .refused: "Refused"
    case .expired: "Too late"
    case .error: "Out of order"
    }
  }
}
