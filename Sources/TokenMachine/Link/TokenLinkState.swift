/// Where a device's link stands (firmware-spec, table `states`, side `device`).
public enum TokenLinkState: UInt8, Sendable, CaseIterable {
  /// No host has said hello since the device started, or the last one went silent.
  case down
  /// Messages travel as they are.
  case plain
  /// The session is being made.
  case securing
  /// A session with a host that the device is not paired with: it can pair, and nothing else.
  case pairing
  /// Messages travel inside a session with a paired host.
  case secured
}
