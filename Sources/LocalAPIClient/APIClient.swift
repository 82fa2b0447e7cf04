internal import Cryptography

/// Talks to `keyportd` over its Unix socket: one connection a call, no proxy, no redirects, nothing but HTTP.
///
/// Bodies may hold keys and codes: they live in memory that is wiped, here and inside libcurl and Jansson.
public struct APIClient: Sendable {
  /// How long a call other than an event stream may take, in seconds: a slow disk under the daemon is given time.
  public static let patience = 30

  /// Where the daemon listens.
  public let socketPath: String

  /// Makes a client; nothing is opened before the first call.
  public init(socketPath: String) {
    self.socketPath = socketPath
  }

  /// Sends one request and reads its answer, a JSON object; empty for an answer without a body.
  /// - Parameters:
  ///   - components: the path's parts, unescaped, such as `["v1", "accounts", "alice", "tokens"]`.
  ///   - secrets: names of the answer's members that hold secrets.
  ///   - patience: how many seconds the answer may take, for those that wait for a person.
  public func call(
    _ method: HTTPMethod, _ components: [String], _ body: JSONObject? = nil, secrets: Set<String> = [],
    patience: Int = APIClient.patience
  ) throws(APIClientError) -> JSONObject {
    var request = HTTPRequest(method: method, path: HTTPRequest.path(components), body: try Self.encode(body))
    request.deadline = patience
    let exchange = HTTPExchange(request, socketPath: socketPath)
    let answer = try exchange.receiveAll()
    try Self.checkStatus(exchange, answer)
    return answer.isEmpty ? JSONObject() : try Self.decode(answer, secrets: secrets)
  }

  /// Opens a stream of server-sent events.
  /// - Parameter stops: descriptors that end each wait for an event when they become readable or their other end
  ///   closes, with `APIClientError.stopped`.
  public func follow(
    _ method: HTTPMethod, _ components: [String], _ body: JSONObject? = nil, stoppedBy stops: [CInt] = []
  ) throws(APIClientError) -> EventStream {
    let request = HTTPRequest(
      method: method, path: HTTPRequest.path(components), body: try Self.encode(body), wantsEvents: true)
    return EventStream(HTTPExchange(request, socketPath: socketPath), stops: stops)
  }

  /// Throws what the daemon said where it declined.
  static func checkStatus(_ exchange: HTTPExchange, _ answer: SecretBytes) throws(APIClientError) {
    let status = exchange.status
    if (200...299).contains(status) { return }
    guard let failure = try? JSONValue(parsing: answer).object?["error"]?.object,
      let code = failure["code"]?.text, let message = failure["message"]?.text
    else { throw .nonsense("HTTP status \(status) without a reason") }
    throw .declined(status: status, code: code, message: message)
  }

  private static func encode(_ body: JSONObject?) throws(APIClientError) -> SecretBytes? {
    guard let body else { return nil }
    do {
      return try JSONValue.object(body).line()
    } catch {
      throw .notText
    }
  }

  private static func decode(_ answer: SecretBytes, secrets: Set<String>) throws(APIClientError) -> JSONObject {
    do {
      if let object = try JSONValue(parsing: answer, secrets: secrets).object { return object }
    } catch {
      throw .nonsense("\(error)")
    }
    throw .nonsense("a JSON array where an object belongs")
  }
}
