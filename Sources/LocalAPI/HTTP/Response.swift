/// An answer with its whole body.
struct Response {
  /// The HTTP status.
  var status: Int
  /// Headers beside those that every answer has.
  var headers: [(name: String, value: String)]
  /// The body; empty for none.
  var body: ResponseBody

  init(status: Int, headers: [(name: String, value: String)] = [], body: ResponseBody) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  /// An answer in JSON.
  static func json(_ value: JSONValue, status: Int = 200) -> Response {
    Response(status: status, headers: [("Content-Type", "application/json")], body: value.encoded(endingWith: "\n"))
  }

  /// An answer without a body.
  static func empty(status: Int) -> Response { Response(status: status, body: ResponseBody("")) }

  /// An error in JSON: `{"error": {"code": …, "message": …}}`.
  static func problem(_ problem: HTTPProblem) -> Response {
    var response = json(problem.json, status: problem.status)
    if let allow = problem.allow { response.headers.append(("Allow", allow)) }
    return response
  }

  /// What every answer has: nothing here may be kept, guessed at, framed or read by other sites.
  static let commonHeaders: [(name: String, value: String)] = [
    ("Cache-Control", "no-store"),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Content-Security-Policy", contentSecurityPolicy),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Embedder-Policy", "require-corp"),
  ]

  private static let contentSecurityPolicy =
    "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
}

extension HTTPProblem {
  /// The error's JSON form.
  var json: JSONValue {
    .object([("error", .object([("code", .text(code)), ("message", .text(message))]))])
  }
}
