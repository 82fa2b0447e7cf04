public import Cryptography

extension APIClient {
  /// How long a pairing may take from one step to the next, in seconds: a person compares two numbers.
  private static let pairingPatience = 200

  /// Asks something of a device.
  /// - Parameters:
  ///   - act: the path below the device, such as `["slots", "3"]`.
  ///   - patience: as for `call`.
  public func device(
    _ name: String, _ method: HTTPMethod, _ act: [String], _ body: JSONObject? = nil, patience: Int = APIClient.patience
  ) throws(APIClientError) -> JSONObject {
    try call(method, ["v1", "devices", name] + act, body, patience: patience + 60)
  }

  /// Which slots hold a key, and how many there are.
  public func slots(of device: String) throws(APIClientError) -> (used: [Int64], capacity: Int64) {
    let json = try self.device(device, .get, ["slots"])
    return ((json["used"]?.items ?? []).compactMap(\.number), try json.number("capacity"))
  }

  /// What a slot holds, but its key.
  public func slot(_ number: Int64, of device: String) throws(APIClientError) -> SlotEntry {
    try SlotEntry(try self.device(device, .get, ["slots", "\(number)"]))
  }

  /// Asks the person at a device; returns `yes`, `wrong_number`, `no` or `unanswered`.
  /// - Parameters:
  ///   - number: what the person is to type, ASCII digits.
  ///   - seconds: how long the person has.
  public func confirm(
    _ text: String, number: SecretBytes?, seconds: Int, at device: String
  ) throws(APIClientError) -> String {
    var body: JSONObject = ["text": .string(text), "seconds": .integer(Int64(seconds))]
    body["number"] = number.map { .secret($0) }
    return try self.device(device, .post, ["confirm"], body, patience: seconds).text("answer")
  }

  /// What a device tells of itself: `status`, `firmware`, in order.
  public func facts(_ json: JSONObject) throws(APIClientError) -> [(name: String, value: String)] {
    var facts: [(name: String, value: String)] = []
    for fact in try json.objects("facts") { facts.append((try fact.text("name"), try fact.text("value"))) }
    return facts
  }

  /// Sets a device's PIN, ASCII digits, or takes it away with none.
  public func setPIN(_ pin: SecretBytes, of device: String) throws(APIClientError) {
    _ = try self.device(device, .put, ["pin"], ["pin": .secret(pin)])
  }

  /// Begins to pair with a device, and returns the number that both sides have.
  public func pair(_ device: String) throws(APIClientError) -> String {
    try self.device(device, .post, ["pairing"], JSONObject(), patience: Self.pairingPatience).text("number")
  }

  /// Says whether the numbers are the same; returns the pair, or nothing for numbers that differ.
  public func pairVerdict(_ isSame: Bool, of device: String) throws(APIClientError) -> JSONObject {
    let body: JSONObject = ["number": .string(isSame ? "same" : "different")]
    return try self.device(device, .post, ["pairing", "verdict"], body, patience: Self.pairingPatience)
  }

  /// Ends a pair: on both sides, or here alone.
  public func unpair(_ device: String, onlyHere: Bool) throws(APIClientError) {
    _ = try self.device(device, .post, ["unpair"], ["only_here": .bool(onlyHere)])
  }
}
