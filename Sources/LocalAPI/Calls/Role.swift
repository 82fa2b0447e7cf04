/// What a peer may do. Each route names the least it needs.
public enum Role: Int, Sendable, Comparable {
  /// See devices, and log in: what a kiosk's screen does.
  case kiosk
  /// All of that, and accounts and tokens: root, the daemon's own user and the operators of the configuration.
  case `operator`

  /// A role that may do more is the greater.
  public static func < (left: Role, right: Role) -> Bool { left.rawValue < right.rawValue }
}
