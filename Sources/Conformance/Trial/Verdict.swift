/// What a case says of a device.
public enum Verdict: String, Sendable, CaseIterable {
  /// It does what is required.
  case pass
  /// It does not.
  case fail
  /// The requirement does not concern it.
  case notApplicable = "not applicable"
  /// Nobody was there to do what the case needs.
  case needsPerson = "needs a person"
}
