/// Where a host's link stands (firmware-spec, table `states`, side `host`).
public enum LinkState: UInt8, Sendable, CaseIterable {
  /// The line is not open.
  case closed
  /// A hello is out, its answer not yet in.
  case greeting
  /// Messages travel as they are.
  case plain
  /// The session is being made.
  case securing
  /// Two sides that do not know each other yet compare numbers inside a session.
  case pairing
  /// Messages travel inside the session of two sides that know each other.
  case secured
  /// The link is of no use until the line is opened again or the device asks for a hello.
  case failed
}
