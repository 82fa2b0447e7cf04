/// The signals a device gives its user (firmware-spec, table `fields`, field `signal`).
public enum Feedback: UInt8, Sendable, CaseIterable {
  /// The login succeeded.
  case accepted = 1
  /// The login was refused or ran out of time.
  case refused = 2
  /// The person is to do something.
  case attention = 3
}
