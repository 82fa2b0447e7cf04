extension APIClient {
  /// What the daemon says of itself.
  public func status() throws(APIClientError) -> ServiceStatus {
    try ServiceStatus(try call(.get, ["v1", "version"]))
  }

  /// The devices that are there, in the order of their names.
  public func devices() throws(APIClientError) -> [DeviceEntry] {
    var devices: [DeviceEntry] = []
    for json in try call(.get, ["v1", "devices"]).objects("devices") { devices.append(try DeviceEntry(json)) }
    return devices
  }

  /// The accounts, in the order of their names.
  public func accounts() throws(APIClientError) -> [AccountEntry] {
    var accounts: [AccountEntry] = []
    for json in try call(.get, ["v1", "accounts"]).objects("accounts") { accounts.append(try AccountEntry(json)) }
    return accounts
  }

  /// Creates an account.
  public func addAccount(_ name: String) throws(APIClientError) -> AccountEntry {
    try AccountEntry(try call(.post, ["v1", "accounts"], ["name": .string(name)]))
  }

  /// Registers a token for an account.
  public func enrol(_ account: String, _ order: TokenOrder) throws(APIClientError) -> RegisteredToken {
    try RegisteredToken(try call(.post, ["v1", "accounts", account, "tokens"], order.json, secrets: ["uri"]))
  }

  /// Presses the stand-in token's button for a slot, by label or number; its only one if nil.
  public func standInCode(_ slot: String?) throws(APIClientError) -> DisplayedCode {
    var body = JSONObject()
    body["token"] = slot.map { .string($0) }
    return try DisplayedCode(try call(.post, ["v1", "stand-in", "code"], body, secrets: ["code"]))
  }

  /// Starts a login and follows it.
  /// - Parameter stops: as for `follow`.
  public func login(_ order: LoginOrder, stoppedBy stops: [CInt] = []) throws(APIClientError) -> LoginStream {
    LoginStream(try follow(.post, ["v1", "logins"], order.json, stoppedBy: stops))
  }

  /// Follows all that happens: device, key, code and login events.
  /// - Parameter stops: as for `follow`.
  public func events(stoppedBy stops: [CInt] = []) throws(APIClientError) -> EventStream {
    try follow(.get, ["v1", "events"], nil, stoppedBy: stops)
  }
}
