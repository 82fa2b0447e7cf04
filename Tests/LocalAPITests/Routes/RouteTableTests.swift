import Cryptography
import OTPAlgorithms
import Testing
import TwoFactor

@testable import LocalAPI

@Suite("Routes", .timeLimit(.minutes(15)))
struct RouteTableTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let method: String
    let path: String
    var body: String?
    let role: Role
    let status: Int
    var testDescription: String { "\(method) \(path)" }
  }

  static let id = String(repeating: "0a", count: 16)

  private static func device(_ method: String, _ act: String, _ body: String? = nil, _ status: Int = 204) -> Case {
    Case(method: method, path: "/v1/devices/keypad0/\(act)", body: body, role: .operator, status: status)
  }

  static let cases: [Case] = [
    Case(method: "GET", path: "/v1/version", role: .kiosk, status: 200),
    Case(method: "GET", path: "/v1/devices", role: .kiosk, status: 200),
    Case(method: "GET", path: "/v1/accounts", role: .operator, status: 200),
    Case(method: "POST", path: "/v1/accounts", body: #"{"name":"alice"}"#, role: .operator, status: 201),
    Case(method: "GET", path: "/v1/accounts/alice/tokens", role: .operator, status: 200),
    Case(method: "POST", path: "/v1/accounts/alice/tokens", body: "{}", role: .operator, status: 201),
    Case(method: "POST", path: "/v1/stand-in/code", body: "{}", role: .operator, status: 200),
    Case(method: "GET", path: "/v1/logins/\(id)", role: .kiosk, status: 200),
    Case(method: "POST", path: "/v1/logins/\(id)/code", body: #"{"code":"123456"}"#, role: .kiosk, status: 200),
    Case(method: "DELETE", path: "/v1/logins/\(id)", role: .kiosk, status: 204),
    Case(method: "GET", path: "/", role: .kiosk, status: 200),
    Case(method: "GET", path: "/v1/pairings", role: .operator, status: 200),
    device("POST", "confirm", #"{"text":"Door?"}"#, 200),
    device("POST", "challenge", #"{"slot":1,"question":"1234"}"#),
    device("POST", "show", #"{"text":"Hello"}"#),
    device("POST", "feedback", #"{"signal":"accepted"}"#),
    device("GET", "slots"),
    device("GET", "slots/3"),
    device("PUT", "slots/3", #"{"key":"hex:31323334353637383930"}"#),
    device("DELETE", "slots/3"),
    device("GET", "clock"),
    device("PUT", "clock", "{}"),
    device("GET", "status"),
    device("GET", "firmware"),
    device("POST", "self-test", "{}"),
    device("PUT", "pin", #"{"pin":"1234"}"#),
    device("POST", "restart", "{}"),
    device("POST", "erase-all", "{}"),
    device("POST", "pairing", "{}", 200),
    device("POST", "pairing/verdict", #"{"number":"same"}"#),
    device("POST", "unpair", "{}"),
    Case(method: "GET", path: "/style.css", role: .kiosk, status: 200),
    Case(method: "GET", path: "/login/\(id)", role: .kiosk, status: 200),
    Case(method: "POST", path: "/login/\(id)/cancel", role: .kiosk, status: 303),
  ]

  /// Routes whose answer has tests of its own.
  static let elsewhere = ["POST /v1/logins", "GET /v1/events", "POST /login"]

  @Test("the cases here and elsewhere are the whole table")
  func completeness() {
    #expect(RouteTable.all.count == Self.cases.count + Self.elsewhere.count)
  }

  @Test("an operator on the Unix socket reaches every route", arguments: cases)
  func operators(route: Case) throws {
    let rig = try ServerRig()
    defer { rig.stop() }
    let client = try rig.unixClient()
    client.request(route.method, route.path, body: route.body)
    #expect(try client.reply().status == route.status)
  }

  @Test("a kiosk on loopback reaches the routes of its role, and is refused the others", arguments: cases)
  func kiosks(route: Case) throws {
    let rig = try ServerRig()
    defer { rig.stop() }
    let client = try rig.loopbackClient()
    client.request(route.method, route.path, host: rig.host, body: route.body)
    let reply = try client.reply()
    if route.role == .kiosk {
      #expect(reply.status == route.status)
    } else {
      #expect(reply.status == 403)
      #expect(reply.errorCode == "operator_wanted")
      #expect(rig.callCount == 0, "the handler was not asked")
    }
  }

  @Test("a known path with another method is told which it takes", arguments: cases)
  func wrongMethod(route: Case) throws {
    let rig = try ServerRig()
    defer { rig.stop() }
    for method in ["PUT", "PATCH", "OPTIONS", "DELETE", "POST", "GET"] {
      let client = try rig.unixClient()
      client.request(method, route.path, body: method == "GET" ? nil : "{}")
      let reply = try client.reply()
      let taken = Self.cases.contains { $0.method == method && $0.path == route.path }
      #expect((reply.status == 405) == !taken, "\(method)")
      if !taken {
        #expect(reply.errorCode == "wrong_method")
        #expect(try #require(reply.headers["allow"]).split(separator: ", ").contains { $0 == route.method })
      }
    }
  }

  @Test(
    "an unknown path is told so",
    arguments: [
      "/v1", "/v1/", "/v1/versions", "/v1/version/", "//v1/version", "/v2/version", "/v1/accounts//tokens",
      "/v1/accounts/a%00b/tokens/", "/v1/accounts/%zz/tokens", "/v1/accounts/%C3/tokens", "/v1%2Fversion",
      "/../v1/version", "/etc/passwd", "/favicon.ico",
    ])
  func unknown(path: String) throws {
    let rig = try ServerRig()
    defer { rig.stop() }
    let client = try rig.unixClient()
    client.request("GET", path)
    let reply = try client.reply()
    #expect(reply.status == 404)
    #expect(reply.errorCode == "no_route")
  }

  @Test("a path's parts are decoded after they are told apart")
  func decoding() throws {
    let rig = try ServerRig()
    defer { rig.stop() }
    let client = try rig.unixClient()
    client.request("GET", "/v1/accounts/alice%40example.org/tokens?page=2")
    #expect(try client.reply().status == 200)
    guard case .tokens(let name) = rig.nextCall() else {
      Issue.record("another call")
      return
    }
    #expect(name.text == "alice@example.org")
    client.request("GET", "/v1/accounts/a%2Fb/tokens")
    #expect(try client.reply().errorCode == "bad_account")
    client.request("GET", "/v1/accounts/a%00b/tokens")
    #expect(try client.reply().errorCode == "bad_account")
  }

  @Test("HEAD answers as GET does, without the body")
  func head() throws {
    let rig = try ServerRig()
    defer { rig.stop() }
    let client = try rig.unixClient()
    client.request("HEAD", "/v1/version")
    #expect(try client.reply(toHead: true).status == 200)
    client.request("GET", "/v1/version")
    #expect(try client.reply().json["version"] as? String == "0.1.0")
  }

  @Test("the handler's failures have their status", arguments: [400, 403, 404, 405, 409, 413, 503, 504])
  func failures(status: Int) throws {
    let kind = try #require(APIFailure.Kind(rawValue: status))
    let rig = try ServerRig { $0.answer = { _ in .failure(APIFailure(kind, "some_word", "What happened.")) } }
    defer { rig.stop() }
    let client = try rig.unixClient()
    client.request("GET", "/v1/version")
    let reply = try client.reply()
    #expect(reply.status == status)
    #expect(reply.errorCode == "some_word")
    #expect(reply.errorMessage == "What happened.")
  }

  @Test("an answer that comes later is waited for")
  func later() throws {
    let rig = try ServerRig { $0.answer = { _ in nil } }
    defer { rig.stop() }
    let client = try rig.unixClient()
    client.request("GET", "/v1/version")
    _ = rig.nextCall()
    rig.answerOpenCalls(.success(.version(Samples.version)))
    #expect(try client.reply().status == 200)
  }
}
