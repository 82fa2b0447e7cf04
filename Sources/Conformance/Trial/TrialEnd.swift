/// Why a case ended before its last line.
public enum TrialEnd: Error, Sendable, Hashable {
  /// The device did not do what is required.
  case failed(String)
  /// The requirement does not concern this device, as it is or as it stands now.
  case notApplicable(String)
  /// Somebody at the device would have to do this.
  case needsPerson(String)
  /// The line broke.
  case lineLost(LineFailure)
}
