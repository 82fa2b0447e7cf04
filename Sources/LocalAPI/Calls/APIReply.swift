public import TwoFactor

/// What a call answers; the API writes it as JSON and the pages as HTML.
public enum APIReply: Sendable {
  /// To `.version`.
  case version(ServiceVersion)
  /// To `.devices`, in the order of their names.
  case devices([DeviceReport])
  /// To `.accounts`, in the order of their names.
  case accounts([AccountSummary])
  /// To `.addAccount`.
  case account(AccountSummary)
  /// To `.tokens`, oldest first.
  case tokens([TokenSummary])
  /// To `.enrol`.
  case enrolled(Enrolment)
  /// To `.login` and `.submitCode`.
  case login(LoginReport)
  /// To `.device`.
  case device(DeviceReply)
  /// To `.pairings`, the latest first.
  case pairings([PairedDevice])
  /// To `.standInCode`.
  case code(StandInCode)
  /// To `.cancelLogin`.
  case done
}
