public import Glibc

/// Where `keyportd` listens and `keyport` looks for it when no `--socket` says so.
///
/// Both follow one rule: `$KEYPORT_SOCKET`; else the system's socket for root, and the user's own in
/// `$XDG_RUNTIME_DIR` for everybody else. A client that is not root prefers the system's where there is one.
public struct ServiceSocket: Sendable, Equatable {
  /// The system's socket.
  public static let system = "/run/keyport/keyport.sock"

  /// The path.
  public let path: String

  /// Where a client looks.
  public static func toConnect(
    environment: (String) -> String? = Self.environment, isRoot: Bool = geteuid() == 0,
    exists: (String) -> Bool = { access($0, F_OK) == 0 }
  ) -> ServiceSocket {
    if isRoot || exists(system) { return ServiceSocket(named: environment) ?? ServiceSocket(path: system) }
    return toListen(environment: environment, isRoot: isRoot)
  }

  /// Where the daemon listens.
  public static func toListen(
    environment: (String) -> String? = Self.environment, isRoot: Bool = geteuid() == 0
  ) -> ServiceSocket {
    if let named = ServiceSocket(named: environment) { return named }
    guard !isRoot, let directory = environment("XDG_RUNTIME_DIR"), directory.hasPrefix("/") else {
      return ServiceSocket(path: system)
    }
    return ServiceSocket(path: directory + "/keyport/keyport.sock")
  }

  /// Reads a variable of this process (C function: `getenv`); an empty one counts as none.
  public static func environment(_ name: String) -> String? {
    guard let value = getenv(name), value.pointee != 0 else { return nil }
    return String(cString: value)
  }

  private init(path: String) { self.path = path }

  private init?(named environment: (String) -> String?) {
    guard let path = environment("KEYPORT_SOCKET"), !path.isEmpty else { return nil }
    self.path = path
  }
}
