import DeviceModel
import Testing
import TwoFactor

@testable import LocalAPI

@Suite("Pages", .timeLimit(.minutes(15)))
struct PageTests {
  private let form = "application/x-www-form-urlencoded"

  private func browse(
    _ rig: ServerRig, _ method: String, _ path: String, body: String? = nil
  ) throws -> (client: RawClient, reply: () throws -> HTTPReply) {
    let client = try rig.loopbackClient()
    client.request(
      method, path, host: rig.host,
      headers: ["Accept": "text/html,*/*;q=0.8", "Origin": "null", "Sec-Fetch-Site": "same-origin"], body: body,
      type: form)
    return (client, { try client.reply() })
  }

  @Test(
    "every page, also of an error, has the headers that keep it safe",
    arguments: [
      ("GET", "/", 200), ("GET", "/style.css", 200), ("GET", "/login/\(RouteTableTests.id)", 200),
      ("GET", "/login/x", 404), ("GET", "/nothing", 404), ("DELETE", "/", 405), ("POST", "/login", 400),
      ("GET", "/v1/devices", 200), ("GET", "/v1/accounts", 403), ("POST", "/login/\(RouteTableTests.id)/cancel", 303),
    ])
  func headers(method: String, path: String, status: Int) throws {
    let rig = try ServerRig()
    defer { rig.stop() }
    let reply = try browse(rig, method, path).reply()
    #expect(reply.status == status)
    let policy = try #require(reply.headers["content-security-policy"])
    for rule in [
      "default-src 'none'", "style-src 'self'", "form-action 'self'", "frame-ancestors 'none'", "base-uri 'none'",
    ] {
      #expect(policy.contains(rule))
    }
    #expect(reply.headers["x-content-type-options"] == "nosniff")
    #expect(reply.headers["referrer-policy"] == "no-referrer")
    #expect(reply.headers["cache-control"] == "no-store")
    #expect(reply.headers["cross-origin-opener-policy"] == "same-origin")
    #expect(reply.headers["cross-origin-resource-policy"] == "same-origin")
    #expect(reply.headers["cross-origin-embedder-policy"] == "require-corp")
    #expect(!reply.text.lowercased().contains("<script") && !reply.text.contains("style="))
    if reply.headers["content-type"]?.hasPrefix("text/html") == true {
      #expect(reply.text.contains("<html lang=\"en\">"))
    }
  }

  @Test("errors are pages for browsers, and JSON for the API's paths and other programs")
  func errors() throws {
    let rig = try ServerRig()
    defer { rig.stop() }
    #expect(try browse(rig, "GET", "/nothing").reply().headers["content-type"] == "text/html; charset=utf-8")
    #expect(try browse(rig, "GET", "/v1/nothing").reply().errorCode == "no_route")
    let client = try rig.loopbackClient()
    client.request("GET", "/nothing", host: rig.host)
    #expect(try client.reply().errorCode == "no_route")
  }

  static let hostile = [
    "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "'--><svg/onload=1>", "&lt;b&gt;",
    "a\u{202E}b\u{0}\u{1B}[2Jc\nd", "</td></table>",
  ]

  @Test("names from devices are text and nothing else", arguments: hostile)
  func escaping(text: String) throws {
    let device = DeviceReport(
      name: text, driver: text, path: text, state: .busy(holder: text), origin: .emulated, seat: text,
      capabilities: [], identity: DeviceIdentity(vendor: text, product: text, serial: text))
    let plain = DeviceReport(
      name: "NAME", driver: nil, path: nil, state: .failed("CAUSE"), origin: .emulated, seat: "SEAT", capabilities: [],
      identity: DeviceIdentity(vendor: "VENDOR"))
    let rig = try ServerRig {
      $0.answer = { call in
        if case .devices = call { .success(.devices([device, plain])) } else { Samples.reply(to: call) }
      }
    }
    defer { rig.stop() }
    let page = try browse(rig, "GET", "/").reply().text
    #expect(!page.contains(text))
    for mark in ["<script", "<img", "<svg", "<b>", "\u{202E}", "\u{0}", "\u{1B}"] { #expect(!page.contains(mark)) }
    #expect(page.components(of: "</table>") == 1)
    // The page does show such texts, or the above would prove nothing.
    for shown in ["NAME", "CAUSE", "SEAT", "VENDOR"] { #expect(page.contains(shown)) }
  }

  @Test("a failure's text is escaped on its page", arguments: hostile)
  func escapingFailures(text: String) throws {
    let rig = try ServerRig { $0.immediately = { _, _ in [.failed(APIFailure(.conflict, "seat_busy", text))] } }
    defer { rig.stop() }
    let reply = try browse(rig, "POST", "/login", body: "account=alice").reply()
    #expect(reply.status == 409)
    #expect(!reply.text.contains(text))
  }

  @Test("the form asks for account and code, labelled, the code as one-time code with digits")
  func formMarkup() throws {
    let rig = try ServerRig()
    defer { rig.stop() }
    let page = try browse(rig, "GET", "/").reply().text
    for markup in [
      "<label for=\"account\">", "<label for=\"code\">", "autocomplete=\"one-time-code\"", "inputmode=\"numeric\"",
      "<caption>", "scope=\"col\"", "Lab mode",
    ] {
      #expect(page.contains(markup))
    }
    #expect(!page.contains("<select"), "with one seat there is nothing to choose")
  }

  @Test("with more than one seat the form lets choose")
  func seats() throws {
    var other = Samples.device
    other.seat = "seat1"
    let devices = [Samples.device, other]
    let rig = try ServerRig {
      $0.answer = { call in if case .devices = call { .success(.devices(devices)) } else { Samples.reply(to: call) } }
    }
    defer { rig.stop() }
    let page = try browse(rig, "GET", "/").reply().text
    #expect(page.contains("<option value=\"seat0\">") && page.contains("<option value=\"seat1\">"))
  }

  @Test("without a code the form leads to the page that waits, which asks again until the decision")
  func waiting() throws {
    let rig = try ServerRig { $0.immediately = { id, _ in [.waiting(Samples.login(id))] } }
    defer { rig.stop() }
    let reply = try browse(rig, "POST", "/login", body: "account=alice&code=&seat=seat0").reply()
    let login = rig.nextLogin()
    #expect(login.request.code == nil)
    #expect(reply.status == 303)
    #expect(reply.headers["location"] == "/login/\(login.id)")
    let page = try browse(rig, "GET", "/login/\(login.id)").reply().text
    #expect(page.contains("<meta http-equiv=\"refresh\" content=\"2\">"))
    #expect(page.contains("action=\"/login/\(login.id)/cancel\""))
    #expect(rig.abandonedCount == 0)
  }

  @Test("with a code the answer is the page of the decision")
  func decided() throws {
    let rig = try ServerRig()
    defer { rig.stop() }
    let browser = try browse(rig, "POST", "/login", body: "account=alice&code=+123456&seat=my%20seat")
    let login = rig.nextLogin()
    #expect(login.request.code?.exposed == "123456")
    #expect(login.request.seat == "my seat")
    rig.report(login.id, .decided(Samples.login(login.id, .refused(.wrongCode(triesLeft: 2)))))
    let reply = try browser.reply()
    #expect(reply.status == 200)
    #expect(reply.text.contains("Login refused") && reply.text.contains("2 tries are left"))
    #expect(!reply.text.contains("http-equiv"), "a decided login's page stays")
    #expect(!reply.text.contains("123456"))
  }

  @Test("a login decided since is shown as such")
  func decidedSince() throws {
    let rig = try ServerRig {
      $0.answer = { call in
        if case .login(let id) = call {
          .success(.login(Samples.login(id, .accepted)))
        } else {
          Samples.reply(to: call)
        }
      }
    }
    defer { rig.stop() }
    let page = try browse(rig, "GET", "/login/\(RouteTableTests.id)").reply().text
    #expect(page.contains("Welcome") && page.contains("alice") && !page.contains("http-equiv"))
  }

  @Test(
    "a broken form is refused without its code",
    arguments: [
      "account=alice&code=73915x", "account=alice&code=739154&code=739154", "account=alice&pin=739154", "code=739154",
      "account=%zz&code=739154", "account=%FF%FE", "account=alice&seat=%00", "=&=&=", "account=bob%0d%0a",
    ])
  func brokenForms(body: String) throws {
    let rig = try ServerRig()
    defer { rig.stop() }
    let reply = try browse(rig, "POST", "/login", body: body).reply()
    #expect(reply.status == 400)
    #expect(!reply.text.contains("73915"))
    #expect(rig.loginCount == 0)
  }
}

extension String {
  /// How often `part` is in it.
  fileprivate func components(of part: String) -> Int { ranges(of: part).count }
}
