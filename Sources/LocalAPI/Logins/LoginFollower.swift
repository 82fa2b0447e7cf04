/// One client's view of the login that it started.
final class LoginFollower {
  /// How the client wants to hear of it.
  enum Manner {
    /// The answer is the decision.
    case held
    /// The answer is a stream of what happens, up to the decision.
    case events
    /// The answer is where to ask; the login goes on without the client.
    case async
    /// The answer is a page: the decision, if the form had a code, or else one that shows what happens.
    case page(hasCode: Bool)
  }

  private let exchange: Exchange
  private let manner: Manner
  private var stream: EventStream?
  private var isOver = false

  /// Starts a login. If the client leaves before its answer is out, the login is abandoned.
  static func start(_ request: LoginRequest, _ manner: Manner, for exchange: Exchange, handler: APIHandler) {
    let follower = LoginFollower(exchange, manner)
    var request = request
    switch manner {
    case .held, .events, .page(hasCode: true): break
    case .async, .page(hasCode: false): request.isFollowed = false
    }
    let id = handler.startLogin(request) { follower.progressed($0) }
    if !follower.isOver { exchange.onDeparture = { handler.abandonLogin(id) } }
  }

  private init(_ exchange: Exchange, _ manner: Manner) {
    self.exchange = exchange
    self.manner = manner
  }

  private func progressed(_ progress: LoginProgress) {
    switch progress {
    case .waiting(let report): waits(report)
    case .keyPressed: stream?.append(ServerSentEvent.encoded("key", .object([])))
    case .decided(let report): decided(report)
    case .failed(let failure): failed(HTTPProblem(failure))
    }
  }

  private func waits(_ report: LoginReport) {
    switch manner {
    case .held, .page(hasCode: true): break
    case .events:
      stream = stream ?? exchange.openStream()
      stream?.append(ServerSentEvent.encoded("waiting", report.json))
    case .async:
      var response = Response.json(report.json, status: 202)
      response.headers += [("Location", "/v1/logins/\(report.id)"), ("Preference-Applied", "respond-async")]
      exchange.answer(response)
    case .page(hasCode: false):
      var response = Response.empty(status: 303)
      response.headers.append(("Location", "/login/\(report.id)"))
      exchange.answer(response)
    }
  }

  private func decided(_ report: LoginReport) {
    over()
    switch manner {
    case .held, .async: exchange.answer(.json(report.json))
    case .page: exchange.answer(LoginPage(report).response())
    case .events:
      stream = stream ?? exchange.openStream()
      stream?.append(ServerSentEvent.encoded("outcome", report.json))
      stream?.finish()
    }
  }

  private func failed(_ problem: HTTPProblem) {
    over()
    if let stream {
      stream.append(ServerSentEvent.encoded("error", problem.json))
      stream.finish()
    } else {
      exchange.refuse(problem)
    }
  }

  private func over() {
    isOver = true
    exchange.onDeparture = nil
  }
}
