/// What body a route takes.
enum RequestBodyKind: Sendable {
  /// None; one that comes is thrown away.
  case none
  /// A JSON object; no body at all is an object without members.
  case json
  /// A form of the pages.
  case form

  /// Refuses a body of another type. That a form of another site cannot send JSON is a part of what keeps it out.
  func check(_ request: Request) throws(HTTPProblem) {
    guard request.hasBody, let type, request.contentType != type else { return }
    throw HTTPProblem(415, "wrong_content_type", "The body is to come with the header Content-Type: \(type)")
  }

  private var type: String? {
    switch self {
    case .none: nil
    case .json: "application/json"
    case .form: "application/x-www-form-urlencoded"
    }
  }
}
