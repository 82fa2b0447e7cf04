/// A device as the daemon reports it. All text is the device's or udev's word: escape it before showing it.
public struct DeviceEntry: Sendable, Equatable {
  /// Its name, unique among present devices.
  public var name: String
  /// Its driver's name; nil while no driver speaks for it.
  public var driver: String?
  /// Its node or path; nil for a device inside the daemon.
  public var path: String?
  /// Where it stands: `present`, `identifying`, `ready`, `claimed`, `busy`, `forbidden`, `failed` or
  /// `gone`.
  public var state: String
  /// What an operator needs to know beyond the state.
  public var cause: String?
  /// `hardware` or `emulated`.
  public var origin: String
  /// The seat whose logins get its codes.
  public var seat: String
  /// What it can do, by name.
  public var capabilities: [String]
  /// Whether a session protects its line.
  public var hasSession: Bool
  /// Maker and model, as far as they are known.
  public var product: String
  /// All that the daemon reported.
  public var json: JSONObject

  /// Reads one device of an answer or an event.
  public init(_ json: JSONObject) throws(APIClientError) {
    self.json = json
    name = try json.text("name")
    driver = json["driver"]?.text
    path = json["path"]?.text
    state = try json.text("state")
    cause = json["cause"]?.text
    origin = try json.text("origin")
    seat = try json.text("seat")
    capabilities = (json["capabilities"]?.items ?? []).compactMap(\.text)
    hasSession = json["session"]?.flag ?? false
    product = [json["vendor"]?.text, json["product"]?.text].compactMap { $0 }.filter { !$0.isEmpty }
      .joined(separator: " ")
  }
}
