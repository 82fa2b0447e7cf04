extension HTTPServer {
  /// `POST /v1/logins`: held until the decision, unless the client asks for events or for an answer at once.
  func startLogin(_ exchange: Exchange) throws(HTTPProblem) {
    let request = try LoginRequest(exchange.body)
    let manner: LoginFollower.Manner =
      if exchange.request.acceptsEvents { .events } else if exchange.request.prefersAsync { .async } else { .held }
    LoginFollower.start(request, manner, for: exchange, handler: handler)
  }
}
