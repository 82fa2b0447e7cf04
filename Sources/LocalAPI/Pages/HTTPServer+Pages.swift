import TwoFactor

extension HTTPServer {
  /// `GET /`
  func showHome(_ exchange: Exchange) {
    handler.answer(.version) { [handler] result in
      guard case .success(.version(let version)) = result else {
        exchange.refuse(Self.problem(result))
        return
      }
      handler.answer(.devices) { result in
        guard case .success(.devices(let devices)) = result else {
          exchange.refuse(Self.problem(result))
          return
        }
        exchange.answer(HomePage(devices: devices, isLab: version.lab).response())
      }
    }
  }

  /// `POST /login`: the decision, if the form has a code, or else the way to the page that waits for one.
  func submitLoginForm(_ exchange: Exchange) throws(HTTPProblem) {
    let fields = try FormFields(exchange.body, known: ["account", "code", "seat"])
    let code = try fields.secret("code").map(LoginRequest.checked)
    let request = LoginRequest(
      account: try Exchange.account(fields.text("account") ?? ""),
      seat: try LoginRequest.checked(seat: fields.text("seat") ?? LoginRequest.defaultSeat), code: code, timeout: nil)
    LoginFollower.start(request, .page(hasCode: code != nil), for: exchange, handler: handler)
  }

  /// `GET /login/{id}`
  func showLogin(_ exchange: Exchange) throws(HTTPProblem) {
    handler.answer(.login(try exchange.loginInPath())) { result in
      guard case .success(.login(let report)) = result else {
        exchange.refuse(Self.problem(result))
        return
      }
      exchange.answer(LoginPage(report).response())
    }
  }

  /// `POST /login/{id}/cancel`: back to the start, also where the login was decided a moment before.
  func cancelLoginForm(_ exchange: Exchange) throws(HTTPProblem) {
    handler.answer(.cancelLogin(try exchange.loginInPath())) { _ in
      var response = Response.empty(status: 303)
      response.headers.append(("Location", "/"))
      exchange.answer(response)
    }
  }

  private static func problem(_ result: Result<APIReply, APIFailure>) -> HTTPProblem {
    switch result {
    case .success: .nonsense
    case .failure(let failure): HTTPProblem(failure)
    }
  }
}
