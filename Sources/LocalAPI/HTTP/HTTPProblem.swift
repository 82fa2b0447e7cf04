/// A request that is answered with an error.
struct HTTPProblem: Error, Equatable {
  /// The HTTP status.
  var status: Int
  /// A word for programs.
  var code: String
  /// For people: what happened, why, and what to do next. Never a part of a body, which may hold secrets.
  var message: String
  /// The methods that the route takes, for 405.
  var allow: String?

  init(_ status: Int, _ code: String, _ message: String, allow: String? = nil) {
    self.status = status
    self.code = code
    self.message = message
    self.allow = allow
  }

  init(_ failure: APIFailure) {
    self.init(failure.kind.rawValue, failure.code, failure.message)
  }

  static func badRequest(_ code: String, _ message: String) -> HTTPProblem { HTTPProblem(400, code, message) }

  static let stopping = HTTPProblem(503, "stopping", "The daemon is stopping. Try again in a moment.")

  /// The handler answered something else than was asked.
  static let nonsense = HTTPProblem(503, "nonsense", "The daemon gave an answer to another question. See its log.")

  static let tooLarge = HTTPProblem(413, "too_large", "The body is larger than the 64 KiB that any request needs.")
}
