/// One thing that clients can ask for: how, at which path, by whom, and what is done.
struct Route: Sendable {
  /// Carries out a request: answers the exchange now or later, or throws what is wrong with the request.
  typealias Service = @Sendable (HTTPServer, Exchange) throws(HTTPProblem) -> Void

  /// The method.
  let method: RequestMethod
  /// The path.
  let path: PathPattern
  /// The least role that may ask.
  let role: Role
  /// What body comes with it.
  let body: RequestBodyKind
  /// What is done.
  let service: Service

  init(
    _ method: RequestMethod, _ path: PathPattern, _ role: Role, body: RequestBodyKind = .none,
    _ service: @escaping Service
  ) {
    self.method = method
    self.path = path
    self.role = role
    self.body = body
    self.service = service
  }
}

extension Route {
  /// A route that is one call of the handler, answered with its reply in JSON.
  static func call(
    _ method: RequestMethod, _ path: PathPattern, _ role: Role, body: RequestBodyKind = .none, status: Int = 200,
    _ call: @escaping @Sendable (Exchange) throws(HTTPProblem) -> APICall
  ) -> Route {
    Route(method, path, role, body: body) { (server, exchange) throws(HTTPProblem) in
      server.handler.answer(try call(exchange)) { result in
        switch result {
        case .success(let reply): exchange.answer(reply.response(status: status))
        case .failure(let failure): exchange.refuse(HTTPProblem(failure))
        }
      }
    }
  }
}
