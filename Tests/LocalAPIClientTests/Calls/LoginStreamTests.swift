import Testing

@testable import LocalAPIClient

@Suite("Following a login")
struct LoginStreamTests {
  private static let waiting =
    #"{"login":"00","account":"alice","seat":"seat0","state":"waiting","outcome":null,"reason":null}"#
  private static let refused =
    #"{"login":"00","account":"alice","seat":"seat0","state":"refused","outcome":"refused","reason":"wrong_code","tries_left":9}"#

  private func steps(_ answer: ScriptedAnswer) throws -> (steps: [LoginStep], error: APIClientError?) {
    let server = try ScriptedServer(always: answer)
    defer { server.stop() }
    var steps: [LoginStep] = []
    do {
      try Self.follow(APIClient(socketPath: server.path), &steps)
      return (steps, nil)
    } catch {
      return (steps, error)
    }
  }

  private static func follow(_ client: APIClient, _ steps: inout [LoginStep]) throws(APIClientError) {
    var login = try client.login(LoginOrder(account: "alice"))
    while true {
      let step = try login.next()
      steps.append(step)
      if case .decided = step { return }
    }
  }

  @Test("waiting, keys and the outcome come in order; what a later version adds is skipped")
  func order() throws {
    let (steps, error) = try steps(
      .events([("waiting", Self.waiting), ("key", "{}"), ("moon", "{}"), ("key", "{}"), ("outcome", Self.refused)]))
    #expect(error == nil)
    try #require(steps.count == 4 && steps[1...2] == [.key, .key])
    guard case .waiting(let waiting) = steps[0], case .decided(let end) = steps[3] else {
      Issue.record("\(steps)")
      return
    }
    #expect(waiting.seat == "seat0" && waiting.outcome == nil)
    #expect(end.outcome == "refused" && end.reason == "wrong_code" && end.triesLeft == 9 && end.retryAfter == nil)
  }

  @Test(
    "an error event is the daemon's refusal to start, in either form",
    arguments: [
      #"{"error": {"code": "seat_busy", "message": "another login waits"}}"#,
      #"{"code": "seat_busy", "message": "another login waits"}"#,
    ])
  func declined(_ data: String) throws {
    #expect(
      try steps(.events([("error", data)])).error
        == .declined(status: 0, code: "seat_busy", message: "another login waits"))
  }

  @Test("a stream that ends before the outcome decides nothing")
  func cut() throws {
    let (steps, error) = try steps(.events([("waiting", Self.waiting), ("key", "{}")]))
    #expect(steps.count == 2 && error == .brokenOff("before the login was decided"))
  }

  @Test("an outcome without the word, and one that is no JSON, are nonsense", arguments: ["waiting", "{", "[]"])
  func nonsense(_ data: String) throws {
    let error = try steps(.events([("outcome", data == "waiting" ? Self.waiting : data)])).error
    guard case .nonsense = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }
}
