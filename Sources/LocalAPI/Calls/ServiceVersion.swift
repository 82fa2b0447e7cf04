/// What answers `GET /v1/version`.
public struct ServiceVersion: Sendable, Equatable {
  /// Keyport's version, such as `0.1.0`.
  public var version: String
  /// The API's version: 1.
  public var api: Int
  /// Whether the daemon runs in lab mode.
  public var lab: Bool
  /// How many devices are ready.
  public var readyDevices: Int
  /// How many logins wait.
  public var waitingLogins: Int

  /// Makes a version.
  public init(version: String, api: Int = 1, lab: Bool, readyDevices: Int, waitingLogins: Int) {
    self.version = version
    self.api = api
    self.lab = lab
    self.readyDevices = readyDevices
    self.waitingLogins = waitingLogins
  }
}
