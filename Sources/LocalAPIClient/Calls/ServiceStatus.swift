/// What the daemon says of itself.
public struct ServiceStatus: Sendable, Equatable {
  /// Its version, such as `0.1.0`.
  public var version: String
  /// Whether it runs in lab mode, where emulated tokens are let in.
  public var isLab: Bool
  /// How many devices are ready.
  public var readyDevices: Int64
  /// How many logins wait for a code.
  public var waitingLogins: Int64
  /// All that it answered.
  public var json: JSONObject

  /// Reads an answer to `GET /v1/version`.
  public init(_ json: JSONObject) throws(APIClientError) {
    self.json = json
    version = try json.text("version")
    isLab = json["lab"]?.flag ?? false
    readyDevices = try json.number("ready_devices")
    waitingLogins = try json.number("waiting_logins")
  }
}
