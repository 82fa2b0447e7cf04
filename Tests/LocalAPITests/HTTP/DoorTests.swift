import Foundation
import Testing

@testable import LocalAPI

@Suite("What is let in on loopback", .timeLimit(.minutes(15)))
struct DoorTests {
  /// Whether `::1` is an address of this machine.
  static let hasIPv6 = (try? String(contentsOfFile: "/proc/net/if_inet6", encoding: .utf8))?.contains(" lo") ?? false

  @Test(
    "a name that was bent to point here is refused",
    arguments: [
      "evil.example", "localhost", "localhost.evil.example:PORT", "127.0.0.1.evil.example:PORT", "127.0.0.2:PORT",
      "0.0.0.0:PORT", "[::]:PORT", "localhost:1", "localhost:PORT0", "localhost:PORT:PORT", "user@localhost:PORT", "",
      "2130706433:PORT", "localhost:PORT, evil.example",
    ])
  func badHost(pattern: String) throws {
    let rig = try ServerRig()
    defer { rig.stop() }
    for (method, path) in [("GET", "/"), ("GET", "/v1/devices"), ("POST", "/v1/logins"), ("GET", "/v1/events")] {
      let client = try rig.loopbackClient()
      client.request(method, path, host: pattern.replacing("PORT", with: String(rig.port)))
      let reply = try client.reply()
      #expect(reply.status == 403 && reply.errorCode == "wrong_host")
    }
    #expect(rig.callCount == 0)
  }

  @Test(
    "this machine's own names are let in, in any case", arguments: ["localhost", "LocalHost", "127.0.0.1", "[::1]"])
  func goodHost(name: String) throws {
    let rig = try ServerRig()
    defer { rig.stop() }
    let client = try rig.loopbackClient()
    client.request("GET", "/v1/version", host: "\(name):\(rig.port)")
    #expect(try client.reply().status == 200)
  }

  @Test("IPv6's loopback is let in too", .enabled(if: hasIPv6, "this machine's loopback has no IPv6"))
  func sixthVersion() throws {
    let rig = try ServerRig()
    defer { rig.stop() }
    #expect(rig.port6 != 0)
    let client = try RawClient(port6: rig.port6)
    client.request("GET", "/v1/version", host: "[::1]:\(rig.port6)")
    #expect(try client.reply().status == 200)
  }

  @Test("without a Host header, or with two, nothing is answered but an error")
  func hostCount() throws {
    let rig = try ServerRig()
    defer { rig.stop() }
    let none = try rig.loopbackClient()
    none.request("GET", "/v1/version", host: nil)
    #expect(try none.reply().status == 400)
    let old = try rig.loopbackClient()
    old.send("GET /v1/version HTTP/1.0\r\n\r\n")
    #expect(try old.head().status == 403)
    let two = try rig.loopbackClient()
    two.send("GET /v1/version HTTP/1.1\r\nHost: \(rig.host)\r\nHost: evil.example\r\n\r\n")
    #expect(try two.head().status >= 400)
    #expect(rig.callCount == 0)
  }

  struct Foreign: Sendable, CustomTestStringConvertible {
    var origin: String?
    var site: String?
    let isLetIn: Bool
    var testDescription: String { "Origin \(origin ?? "-"), Sec-Fetch-Site \(site ?? "-")" }
  }

  static let foreign = [
    Foreign(isLetIn: true),
    Foreign(origin: "OWN", isLetIn: true),
    Foreign(origin: "OWN", site: "same-origin", isLetIn: true),
    Foreign(origin: "null", site: "same-origin", isLetIn: true),
    Foreign(site: "none", isLetIn: true),
    Foreign(origin: "null", isLetIn: false),
    Foreign(origin: "https://evil.example", isLetIn: false),
    Foreign(origin: "https://evil.example", site: "cross-site", isLetIn: false),
    Foreign(origin: "https://evil.example", site: "same-origin", isLetIn: false),
    Foreign(origin: "null", site: "cross-site", isLetIn: false),
    Foreign(origin: "http://localhost:1", site: "same-site", isLetIn: false),
    Foreign(origin: "http://localhost:1", isLetIn: false),
    Foreign(origin: "OWN", site: "same-site", isLetIn: false),
    Foreign(site: "cross-site", isLetIn: false),
    Foreign(site: "nonsense", isLetIn: false),
  ]

  @Test("what another site's page sends changes nothing", arguments: foreign)
  func crossOrigin(sample: Foreign) throws {
    let rig = try ServerRig()
    defer { rig.stop() }
    var headers: [String: String] = [:]
    headers["Origin"] = sample.origin.map { $0 == "OWN" ? "http://\(rig.host)" : $0 }
    headers["Sec-Fetch-Site"] = sample.site
    let id = RouteTableTests.id
    for (method, path) in [("DELETE", "/v1/logins/\(id)"), ("POST", "/login/\(id)/cancel")] {
      let client = try rig.loopbackClient()
      client.request(method, path, host: rig.host, headers: headers)
      let reply = try client.reply()
      #expect((reply.status != 403) == sample.isLetIn)
      if !sample.isLetIn { #expect(reply.errorCode == "cross_origin") }
    }
    #expect(rig.callCount == (sample.isLetIn ? 2 : 0))
  }

  @Test("on the Unix socket any Host will do: no browser gets there")
  func unix() throws {
    let rig = try ServerRig()
    defer { rig.stop() }
    let client = try rig.unixClient()
    client.request("POST", "/v1/accounts", host: "anything", headers: ["Origin": "x"], body: #"{"name":"bob"}"#)
    #expect(try client.reply().status == 201)
  }
}
