/// The `login` group of the configuration.
public struct LoginSettings: Equatable, Sendable {
  /// `timeout`: seconds a login waits for a code, 5 to 600.
  public var timeout = 60
  /// `window`: time steps accepted on either side of the present one, 0 to 10.
  public var window = 1
  /// `look-ahead`: counters tried ahead of the expected one, 0 to 1000.
  public var lookAhead = 10
  /// `tries`: wrong codes in a row until an account is locked, 1 to 100.
  public var tries = 10
  /// `lockout`: seconds a locked account refuses every code, 1 to 86400.
  public var lockout = 900

  /// The defaults.
  public init() {}
}
