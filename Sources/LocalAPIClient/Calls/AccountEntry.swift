/// An account as the daemon reports it.
public struct AccountEntry: Sendable, Equatable {
  /// Its name.
  public var name: String
  /// How many tokens it has.
  public var tokenCount: Int64
  /// The numbers of digits that its tokens' codes have.
  public var digits: [Int64]
  /// All that the daemon reported.
  public var json: JSONObject

  /// Reads one account of an answer.
  public init(_ json: JSONObject) throws(APIClientError) {
    self.json = json
    name = try json.text("name")
    tokenCount = try json.number("tokens")
    digits = (json["digits"]?.items ?? []).compactMap(\.number)
  }
}
