import Foundation
import Testing
import TwoFactor

@testable import LocalAPI

@Suite("Connections", .timeLimit(.minutes(15)))
struct ConnectionTests {
  /// Both kinds of listeners.
  enum Kind: CaseIterable, Sendable {
    case unix
    case loopback

    func client(of rig: ServerRig) throws -> RawClient {
      switch self {
      case .unix: try rig.unixClient()
      case .loopback: try rig.loopbackClient()
      }
    }
  }

  @Test("one connection serves request after request", arguments: Kind.allCases)
  func keepAlive(kind: Kind) throws {
    let rig = try ServerRig()
    defer { rig.stop() }
    let client = try kind.client(of: rig)
    for _ in 0..<50 {
      client.request("GET", "/v1/version", host: rig.host)
      #expect(try client.reply().status == 200)
      client.request("GET", "/nothing", host: rig.host)
      #expect(try client.reply().status == 404)
    }
  }

  @Test("requests sent in one go are answered in their order", arguments: Kind.allCases)
  func pipelining(kind: Kind) throws {
    let rig = try ServerRig()
    defer { rig.stop() }
    let client = try kind.client(of: rig)
    let id = RouteTableTests.id
    var text = ""
    for _ in 0..<40 {
      text += "GET /v1/version HTTP/1.1\r\nHost: \(rig.host)\r\n\r\n"
      text += "POST /v1/logins/\(id)/code HTTP/1.1\r\nHost: \(rig.host)\r\nContent-Type: application/json\r\n"
      text += "Content-Length: 17\r\n\r\n{\"code\":\"123456\"}"
      text += "GET /nothing HTTP/1.1\r\nHost: \(rig.host)\r\n\r\n"
    }
    client.send(text)
    for _ in 0..<40 {
      #expect(try client.reply().json["version"] != nil)
      #expect(try client.reply().json["login"] as? String == id)
      #expect(try client.reply().status == 404)
    }
  }

  @Test("requests behind one that is held wait for it")
  func pipelinedBehindHeld() throws {
    let rig = try ServerRig()
    defer { rig.stop() }
    let client = try rig.unixClient()
    client.request("POST", "/v1/logins", body: #"{"account":"alice"}"#)
    client.request("GET", "/v1/version")
    let login = rig.nextLogin()
    rig.report(login.id, .decided(Samples.login(login.id, .accepted)))
    #expect(try client.reply().json["outcome"] as? String == "accepted")
    #expect(try client.reply().json["version"] != nil)
    #expect(rig.abandonedCount == 0)
  }

  @Test("a request that comes byte by byte is read")
  func slowlyButSurely() throws {
    let rig = try ServerRig()
    defer { rig.stop() }
    let client = try rig.unixClient()
    let body = #"{"name":"bob"}"#
    let text =
      "POST /v1/accounts HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n\r\n"
      + body
    for byte in text.utf8 { client.send([byte]) }
    #expect(try client.reply().status == 201)
  }

  @Test(
    "a client that never ends its request is let go",
    arguments: [
      "", "GET /v1/ver", "GET /v1/version HTTP/1.1\r\nHost: x\r\n",
      "POST /v1/accounts HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{",
      "POST /v1/accounts HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab",
    ])
  func neverEnding(start: String) throws {
    var limits = ServerLimits()
    limits.requestTime = .milliseconds(50)
    let rig = try ServerRig(limits: limits)
    defer { rig.stop() }
    let client = try rig.unixClient()
    client.send(start)
    _ = try client.rest()
    #expect(rig.callCount == 0)
  }

  @Test("dripping a byte now and then does not buy more time")
  func dripping() throws {
    var limits = ServerLimits()
    limits.requestTime = .milliseconds(100)
    let rig = try ServerRig(limits: limits)
    defer { rig.stop() }
    let client = try rig.unixClient()
    client.send("GET /v1/version HTTP/1.1\r\nHost: x\r\nX-Drip: ")
    // Ends when the server closes; a server that does not runs this into the suite's time limit.
    while client.send("a") {}
  }

  @Test("headers without an end are refused, and keep no more memory than a connection has")
  func endlessHeaders() throws {
    let rig = try ServerRig()
    defer { rig.stop() }
    let client = try rig.unixClient()
    client.send("GET /v1/version HTTP/1.1\r\nHost: x\r\nX-Long: ")
    while client.send([UInt8](repeating: UInt8(ascii: "a"), count: 4096)) {}
    let answer = String(decoding: try client.rest(), as: UTF8.self)
    #expect(answer.isEmpty || answer.hasPrefix("HTTP/1.1 4"))
    #expect(rig.callCount == 0)
  }

  @Test("a body up to 64 KiB is read, one byte more is refused", arguments: [false, true])
  func bodyLimit(chunked: Bool) throws {
    let rig = try ServerRig()
    defer { rig.stop() }
    for (excess, status) in [(0, 201), (1, 413), (900_000, 413)] {
      let client = try rig.unixClient()
      let body = #"{"name":"bob"}"#
      let padded = body + String(repeating: " ", count: (64 << 10) - body.utf8.count + excess)
      let framing = chunked ? "Transfer-Encoding: chunked" : "Content-Length: \(padded.utf8.count)"
      client.send("POST /v1/accounts HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n\(framing)\r\n\r\n")
      if chunked {
        client.send("\(String(padded.utf8.count, radix: 16))\r\n\(padded)\r\n0\r\n\r\n")
      } else {
        client.send(padded)
      }
      let reply = try client.reply()
      #expect(reply.status == status)
      if status == 413 {
        #expect(reply.errorCode == "too_large")
        // The body was read to its end, so that the connection is of use still.
        client.request("GET", "/v1/version")
        #expect(try client.reply().status == 200)
      }
    }
  }

  @Test("a body that announces more than is read to its end is refused at once")
  func giantBody() throws {
    let rig = try ServerRig()
    defer { rig.stop() }
    let client = try rig.unixClient()
    client.send(
      "POST /v1/accounts HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9999999999\r\n\r\n")
    #expect(try client.reply().status == 413)
    #expect(try client.rest().isEmpty)
  }

  @Test("a body in chunks without an end is cut off")
  func endlessChunks() throws {
    let rig = try ServerRig()
    defer { rig.stop() }
    let client = try rig.unixClient()
    client.send(
      "POST /v1/accounts HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n")
    let chunk = Array("1000\r\n".utf8) + [UInt8](repeating: 0x20, count: 4096) + Array("\r\n".utf8)
    var sent = 0
    while client.send(chunk) { sent += 4096 }
    #expect(sent < 8 << 20)
    #expect(rig.callCount == 0)
  }

  @Test("a client that waits to be told to go on is told, or refused before it sends")
  func expectContinue() throws {
    let rig = try ServerRig()
    defer { rig.stop() }
    let client = try rig.unixClient()
    let head = "Host: x\r\nContent-Type: application/json\r\nExpect: 100-continue\r\n"
    client.send("POST /v1/accounts HTTP/1.1\r\n\(head)Content-Length: 14\r\n\r\n")
    #expect(try client.head().status == 100)
    client.send(#"{"name":"bob"}"#)
    #expect(try client.reply().status == 201)
    let other = try rig.unixClient()
    other.send("POST /v1/accounts HTTP/1.1\r\n\(head)Content-Length: 70000\r\n\r\n")
    #expect(try other.reply().status == 413)
  }

  @Test("at the limit of connections the next one waits for one to end", arguments: Kind.allCases)
  func limit(kind: Kind) throws {
    var limits = ServerLimits()
    limits.unixConnections = 3
    limits.loopbackConnections = 3
    let rig = try ServerRig(limits: limits)
    defer { rig.stop() }
    var clients = try (0..<3).map { _ in try kind.client(of: rig) }
    for client in clients {
      client.request("GET", "/v1/version", host: rig.host)
      #expect(try client.reply().status == 200)
    }
    for _ in 0..<5 {
      let next = try kind.client(of: rig)
      next.request("GET", "/v1/version", host: rig.host)
      clients.removeFirst().close()
      #expect(try next.reply().status == 200)
      clients.append(next)
    }
  }

  @Test(
    "nonsense ends the connection and nothing else",
    arguments: [
      "\r\n\r\n\r\n", "\0\0\0\0\r\n\r\n", "GET\r\n\r\n", "GET / HTTP/9.9\r\nHost: x\r\n\r\n", "\u{16}\u{3}\u{1}\0\u{5}",
      "GET / HTTP/1.1\r\nHost x\r\n\r\n",
      "POST /v1/accounts HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n",
      "POST /v1/accounts HTTP/1.1\r\nHost: x\r\nContent-Length: 5x\r\n\r\n",
      "POST /v1/accounts HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    ])
  func nonsense(text: String) throws {
    let rig = try ServerRig()
    defer { rig.stop() }
    let client = try rig.unixClient()
    client.send(text)
    client.closeSendingSide()
    _ = try client.rest()
    let next = try rig.unixClient()
    next.request("GET", "/v1/version")
    #expect(try next.reply().status == 200)
    #expect(rig.callCount == 1)
  }

  @Test("closing ends held logins, streams, open calls and idle connections", arguments: Kind.allCases)
  func closing(kind: Kind) throws {
    let rig = try ServerRig {
      $0.answer = { call in if case .version = call { nil } else { Samples.reply(to: call) } }
    }
    let held = try kind.client(of: rig)
    held.request("POST", "/v1/logins", host: rig.host, body: #"{"account":"alice"}"#)
    let login = rig.nextLogin()
    let stream = try kind.client(of: rig)
    stream.request("GET", "/v1/events", host: rig.host)
    #expect(try stream.head().status == 200)
    let open = try kind.client(of: rig)
    open.request("GET", "/v1/version", host: rig.host)
    while true { if case .version = rig.nextCall() { break } }
    let idle = try kind.client(of: rig)
    idle.request("GET", "/v1/devices", host: rig.host)
    #expect(try idle.reply().status == 200)
    let half = try kind.client(of: rig)
    half.send("POST /v1/accounts HTTP/1.1\r\nHost: \(rig.host)\r\n")

    rig.stop()
    #expect(try held.reply().errorCode == "stopping")
    #expect(try open.reply().errorCode == "stopping")
    while try stream.event() != nil {}
    #expect(try stream.rest().isEmpty && idle.rest().isEmpty && half.rest().isEmpty)
    #expect(rig.nextAbandoned() == login.id)
    #expect(!FileManager.default.fileExists(atPath: rig.socket))
  }
}
