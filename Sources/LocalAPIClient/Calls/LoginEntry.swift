/// Where a login stands.
public struct LoginEntry: Sendable, Equatable {
  /// Who wants in.
  public var account: String
  /// The seat it waits at; nil for a code typed in the client.
  public var seat: String?
  /// `accepted`, `refused`, `expired` or `error`; nil while it waits.
  public var outcome: String?
  /// Why it was refused, a word for programs.
  public var reason: String?
  /// The same for people.
  public var message: String?
  /// Wrong codes that the account has left before it is locked.
  public var triesLeft: Int64?
  /// Seconds until the account is no longer locked.
  public var retryAfter: Int64?
  /// Seconds that it waits for a code, where the daemon tells.
  public var timeout: Int64?
  /// All that the daemon reported.
  public var json: JSONObject

  /// Reads a report.
  public init(_ json: JSONObject) throws(APIClientError) {
    self.json = json
    account = try json.text("account")
    seat = json["seat"]?.text
    outcome = json["outcome"]?.text
    reason = json["reason"]?.text
    message = json["message"]?.text
    triesLeft = json["tries_left"]?.number
    timeout = json["timeout"]?.number
    retryAfter = json["retry_after"]?.number
  }
}
