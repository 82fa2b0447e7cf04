import Cryptography
import Testing
import TwoFactor

@testable import LocalAPI

@Suite("Logins", .timeLimit(.minutes(15)))
struct LoginFollowerTests {
  private let body = #"{"account":"alice"}"#

  @Test("a login is held until it is decided")
  func held() throws {
    let rig = try ServerRig()
    defer { rig.stop() }
    let client = try rig.unixClient()
    client.request("POST", "/v1/logins", body: body)
    let login = rig.nextLogin()
    #expect(login.request.account.text == "alice" && login.request.seat == "seat0")
    #expect(login.request.code == nil && login.request.timeout == nil)
    rig.report(login.id, .waiting(Samples.login(login.id)))
    rig.report(login.id, .keyPressed)
    rig.report(login.id, .decided(Samples.login(login.id, .refused(.wrongCode(triesLeft: 4)))))
    let reply = try client.reply()
    #expect(reply.status == 200)
    #expect(reply.json["outcome"] as? String == "refused")
    #expect(reply.json["reason"] as? String == "wrong_code")
    #expect(reply.json["tries_left"] as? Int == 4)
    client.request("GET", "/v1/version")
    #expect(try client.reply().status == 200)
    #expect(rig.abandonedCount == 0)
  }

  @Test("all that a request can say reaches the handler")
  func members() throws {
    let rig = try ServerRig { $0.immediately = { id, _ in [.decided(Samples.login(id, .accepted, seat: nil))] } }
    defer { rig.stop() }
    let client = try rig.unixClient()
    client.request("POST", "/v1/logins", body: #"{"account":"alice","seat":"desk","code":"123456","timeout":90}"#)
    #expect(try client.reply().json["outcome"] as? String == "accepted")
    let request = rig.nextLogin().request
    #expect(request.seat == "desk" && request.timeout == .seconds(90))
    #expect(request.code?.exposed == "123456")
  }

  @Test("a login that cannot start is an error", arguments: [nil, "text/event-stream"])
  func failed(accept: String?) throws {
    let rig = try ServerRig {
      $0.immediately = { _, _ in [.failed(APIFailure(.conflict, "seat_busy", "Another login waits."))] }
    }
    defer { rig.stop() }
    let client = try rig.unixClient()
    client.request("POST", "/v1/logins", headers: accept.map { ["Accept": $0] } ?? [:], body: body)
    let reply = try client.reply()
    #expect(reply.status == 409)
    #expect(reply.errorCode == "seat_busy")
    #expect(rig.abandonedCount == 0)
  }

  @Test("a client that leaves a held login abandons it", arguments: ConnectionTests.Kind.allCases)
  func leavingHeld(kind: ConnectionTests.Kind) throws {
    let rig = try ServerRig()
    defer { rig.stop() }
    let client = try kind.client(of: rig)
    client.request("POST", "/v1/logins", host: rig.host, body: body)
    let login = rig.nextLogin()
    rig.report(login.id, .waiting(Samples.login(login.id)))
    client.close()
    #expect(rig.nextAbandoned() == login.id)
    // What comes now goes nowhere.
    rig.report(login.id, .decided(Samples.login(login.id, .refused(.cancelled))))
    let next = try kind.client(of: rig)
    next.request("GET", "/v1/version", host: rig.host)
    #expect(try next.reply().status == 200)
    #expect(rig.abandonedCount == 0, "it was abandoned once")
  }

  @Test("a client that leaves a stream of a login abandons it", arguments: ConnectionTests.Kind.allCases)
  func leavingStream(kind: ConnectionTests.Kind) throws {
    let rig = try ServerRig()
    defer { rig.stop() }
    let client = try kind.client(of: rig)
    client.request("POST", "/v1/logins", host: rig.host, headers: ["Accept": "text/event-stream"], body: body)
    let login = rig.nextLogin()
    rig.report(login.id, .waiting(Samples.login(login.id)))
    #expect(try client.head().status == 200)
    _ = try client.event()
    client.close()
    #expect(rig.nextAbandoned() == login.id)
  }

  @Test("a stream of a login tells what happens, and ends with the outcome")
  func stream() throws {
    let rig = try ServerRig()
    defer { rig.stop() }
    let client = try rig.unixClient()
    client.request("POST", "/v1/logins", headers: ["Accept": "text/event-stream"], body: body)
    let login = rig.nextLogin()
    rig.report(login.id, .waiting(Samples.login(login.id)))
    let head = try client.head()
    #expect(head.status == 200)
    #expect(head.headers["content-type"] == "text/event-stream")
    let waiting = try #require(try client.event())
    #expect(waiting[0] == "event: waiting")
    #expect(waiting[1].contains("\"state\":\"waiting\""))
    for _ in 0..<6 {
      rig.report(login.id, .keyPressed)
      #expect(try client.event() == ["event: key", "data: {}"])
    }
    rig.report(login.id, .decided(Samples.login(login.id, .accepted)))
    let outcome = try #require(try client.event())
    #expect(outcome[0] == "event: outcome")
    #expect(outcome[1].contains("\"outcome\":\"accepted\""))
    #expect(try client.event() == nil)
    client.request("GET", "/v1/version")
    #expect(try client.reply().status == 200, "the connection is of use still")
    #expect(rig.abandonedCount == 0)
  }

  @Test("a login decided at once is a stream of one event")
  func streamOfOne() throws {
    let rig = try ServerRig { $0.immediately = { id, _ in [.decided(Samples.login(id, .expired))] } }
    defer { rig.stop() }
    let client = try rig.unixClient()
    client.request("POST", "/v1/logins", headers: ["Accept": "text/event-stream"], body: body)
    #expect(try client.head().status == 200)
    #expect(try client.event()?.first == "event: outcome")
    #expect(try client.event() == nil)
  }

  @Test("a client in a hurry is told where to ask, and may leave")
  func async() throws {
    let rig = try ServerRig { $0.immediately = { id, _ in [.waiting(Samples.login(id))] } }
    defer { rig.stop() }
    let client = try rig.unixClient()
    client.request("POST", "/v1/logins", headers: ["Prefer": "wait=5, Respond-Async"], body: body)
    let reply = try client.reply()
    let login = rig.nextLogin()
    #expect(reply.status == 202)
    #expect(reply.headers["location"] == "/v1/logins/\(login.id)")
    #expect(reply.headers["preference-applied"] == "respond-async")
    #expect(reply.json["state"] as? String == "waiting")
    client.close()
    let next = try rig.unixClient()
    next.request("GET", try #require(reply.headers["location"]))
    #expect(try next.reply().json["login"] as? String == login.id.text)
    #expect(rig.abandonedCount == 0)
  }

  @Test("a login of no such name is not found", arguments: ["x", "../x", String(repeating: "A0", count: 16)])
  func noLogin(name: String) throws {
    let rig = try ServerRig()
    defer { rig.stop() }
    let client = try rig.unixClient()
    client.request("DELETE", "/v1/logins/\(name.replacing("/", with: "%2F"))")
    let reply = try client.reply()
    #expect(reply.status == 404)
    #expect(reply.errorCode == "no_login")
    #expect(rig.callCount == 0)
  }
}
