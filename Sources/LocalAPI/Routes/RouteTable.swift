/// Every route there is, each with the role it needs.
enum RouteTable {
  /// The table, as docs/api.md has it.
  static let all: [Route] = main + devices

  private static let main: [Route] = [
    .call(.get, "/v1/version", .kiosk) { _ in .version },
    .call(.get, "/v1/devices", .kiosk) { _ in .devices },

    .call(.get, "/v1/pairings", .operator) { _ in .pairings },

    .call(.get, "/v1/accounts", .operator) { _ in .accounts },
    .call(.post, "/v1/accounts", .operator, body: .json, status: 201) { exchange throws(HTTPProblem) in
      .addAccount(try exchange.accountToAdd())
    },
    .call(.get, "/v1/accounts/{name}/tokens", .operator) { exchange throws(HTTPProblem) in
      .tokens(try exchange.accountInPath())
    },
    .call(.post, "/v1/accounts/{name}/tokens", .operator, body: .json, status: 201) { exchange throws(HTTPProblem) in
      .enrol(try exchange.accountInPath(), try EnrolmentRequest(exchange.body))
    },
    .call(.post, "/v1/stand-in/code", .operator, body: .json) { exchange throws(HTTPProblem) in
      .standInCode(slot: try exchange.slot())
    },

    Route(.post, "/v1/logins", .kiosk, body: .json) { (server, exchange) throws(HTTPProblem) in
      try server.startLogin(exchange)
    },
    .call(.get, "/v1/logins/{id}", .kiosk) { exchange throws(HTTPProblem) in .login(try exchange.loginInPath()) },
    .call(.post, "/v1/logins/{id}/code", .kiosk, body: .json) { exchange throws(HTTPProblem) in
      .submitCode(try exchange.loginInPath(), try exchange.code())
    },
    .call(.delete, "/v1/logins/{id}", .kiosk) { exchange throws(HTTPProblem) in
      .cancelLogin(try exchange.loginInPath())
    },

    Route(.get, "/v1/events", .kiosk) { server, exchange in server.follow(exchange) },

    Route(.get, "/", .kiosk) { server, exchange in server.showHome(exchange) },
    Route(.get, "/style.css", .kiosk) { _, exchange in exchange.answer(Stylesheet.response) },
    Route(.post, "/login", .kiosk, body: .form) { (server, exchange) throws(HTTPProblem) in
      try server.submitLoginForm(exchange)
    },
    Route(.get, "/login/{id}", .kiosk) { (server, exchange) throws(HTTPProblem) in try server.showLogin(exchange) },
    Route(.post, "/login/{id}/cancel", .kiosk, body: .form) { (server, exchange) throws(HTTPProblem) in
      try server.cancelLoginForm(exchange)
    },
  ]

  /// The route of a request, and the named parts of its path.
  static func find(_ request: Request, role: Role) throws(HTTPProblem) -> (Route, [String: String]) {
    var allowed: [String] = []
    for route in all {
      guard let parameters = route.path.match(request.path) else { continue }
      guard route.method.rawValue == request.method else {
        allowed.append(route.method.rawValue)
        if route.method == .get { allowed.append("HEAD") }
        continue
      }
      guard role >= route.role else { throw Self.forbidden }
      return (route, parameters)
    }
    if allowed.isEmpty {
      throw HTTPProblem(404, "no_route", "There is nothing at this path. The routes are listed in docs/api.md.")
    }
    let list = allowed.joined(separator: ", ")
    throw HTTPProblem(405, "wrong_method", "This path takes: \(list).", allow: list)
  }

  private static let forbidden = HTTPProblem(
    403, "operator_wanted",
    "Only root, the daemon's own user and the operators of the configuration may do this, on the Unix socket. "
      + "Try it with sudo.")
}
