/// A slot of a device as the daemon reports it. The label is the device's word: escape it before showing it.
public struct SlotEntry: Sendable, Equatable {
  /// The slot.
  public var number: Int64
  /// The owner's words.
  public var label: String
  /// How its codes are made, in words, such as "TOTP, SHA1, 6 digits, every 30 s".
  public var summary: String
  /// All that the daemon reported.
  public var json: JSONObject

  /// Reads an answer to `GET /v1/devices/{device}/slots/{slot}`.
  public init(_ json: JSONObject) throws(APIClientError) {
    self.json = json
    number = try json.number("slot")
    label = json["label"]?.text ?? ""
    var parts = [
      try json.text("type").uppercased(), try json.text("algorithm"), "\(try json.number("digits")) digits",
    ]
    if let period = json["period"]?.number { parts.append("every \(period) s") }
    if let suite = json["suite"]?.text { parts = [suite] }
    if let counter = json["counter"]?.number { parts.append("next \(counter)") }
    summary = parts.joined(separator: ", ")
  }
}
