import DeviceModel
import Testing
import TwoFactor

@testable import LocalAPI

@Suite("The event stream", .timeLimit(.minutes(15)))
struct EventStreamTests {
  private func follow(_ client: RawClient, _ rig: ServerRig) throws {
    client.request("GET", "/v1/events", host: rig.host)
    let head = try client.head()
    #expect(head.status == 200)
    #expect(head.headers["content-type"] == "text/event-stream")
    #expect(head.headers["cache-control"] == "no-store")
  }

  @Test(
    "it begins with the devices that are there, and goes on with what happens", arguments: ConnectionTests.Kind.allCases
  )
  func contents(kind: ConnectionTests.Kind) throws {
    let rig = try ServerRig()
    defer { rig.stop() }
    let client = try kind.client(of: rig)
    try follow(client, rig)
    let first = try #require(try client.event())
    #expect(first[0] == "event: device")
    #expect(first[1].contains("\"name\":\"keypad0\"") && first[1].contains("\"state\":\"ready\""))
    #expect(try client.event(withReady: true)?.first == "event: ready")
    var gone = Samples.device
    gone.state = .gone
    rig.publish([.deviceGone(gone), .key(device: "keypad0", seat: "seat0"), .code(device: "keypad0", seat: "seat0")])
    let second = try #require(try client.event())
    #expect(second[0] == "event: device" && second[1].contains("\"state\":\"gone\""))
    #expect(try client.event() == ["event: key", #"data: {"device":"keypad0","seat":"seat0"}"#])
    #expect(try client.event() == ["event: code", #"data: {"device":"keypad0","seat":"seat0"}"#])
  }

  @Test("accounts are named to operators alone, logins to nobody")
  func privacy() throws {
    let rig = try ServerRig { $0.answer = { _ in .success(.devices([])) } }
    defer { rig.stop() }
    let operating = try rig.unixClient()
    try follow(operating, rig)
    let kiosk = try rig.loopbackClient()
    try follow(kiosk, rig)
    let id = try #require(LoginID(RouteTableTests.id))
    rig.publish([.login(Samples.login(id, .refused(.noToken)))])
    let seen = try #require(try operating.event())
    #expect(seen[0] == "event: login" && seen[1].contains("\"account\":\"alice\""))
    let hidden = try #require(try kiosk.event())
    #expect(hidden[1].contains("\"account\":null") && hidden[1].contains("\"reason\":\"no_token\""))
    #expect(!hidden.joined().contains("alice"))
    #expect(!(seen + hidden).joined().contains(id.text))
  }

  @Test("a follower that stops reading is dropped, and the others go on", arguments: ConnectionTests.Kind.allCases)
  func stuckFollower(kind: ConnectionTests.Kind) throws {
    let rig = try ServerRig()
    defer { rig.stop() }
    let stuck = try kind.client(of: rig)
    stuck.shrinkReceiveBuffer()
    try follow(stuck, rig)
    let reader = try kind.client(of: rig)
    try follow(reader, rig)
    _ = try reader.event()
    let batch = [APIEvent](repeating: .key(device: String(repeating: "k", count: 400), seat: "seat0"), count: 20)
    var count = rig.onLoop { $0.events.count }
    #expect(count == 2)
    var most = 0
    while count == 2 {
      rig.publish(batch)
      for _ in batch { #expect(try reader.event()?.first == "event: key") }
      (count, most) = rig.onLoop { [most] in ($0.events.count, max(most, $0.events.mostWaiting)) }
    }
    #expect(most > 0 && most <= ServerLimits().eventQueue, "the queue never held more than its bound")
    rig.publish(batch)
    for _ in batch { #expect(try reader.event()?.first == "event: key") }
    // What the kernel had taken can be read still; then the stream breaks off.
    #expect(throws: RawClient.Failure.self) { while try stuck.event() != nil {} }
  }

  @Test("a follower that reads nothing of what waits is dropped in time")
  func writeDeadline() throws {
    var limits = ServerLimits()
    limits.writeTime = .milliseconds(50)
    limits.eventQueue = 1 << 30
    limits.eventBurst = 1 << 30
    let rig = try ServerRig(limits: limits)
    defer { rig.stop() }
    let stuck = try rig.unixClient()
    try follow(stuck, rig)
    _ = try stuck.event()
    rig.publish([APIEvent](repeating: .key(device: String(repeating: "k", count: 4000), seat: "seat0"), count: 2000))
    while rig.onLoop({ $0.events.count }) > 0 {}
    #expect(throws: RawClient.Failure.self) { while try stuck.event() != nil {} }
  }

  @Test("what a keypad sends in one turn reaches a follower that reads, though it is more than the queue's bound")
  func burst() throws {
    let rig = try ServerRig()
    defer { rig.stop() }
    let client = try rig.unixClient()
    try follow(client, rig)
    _ = try client.event()
    rig.publish([APIEvent](repeating: .key(device: "keypad0", seat: "seat0"), count: 4096))
    for _ in 0..<4096 { #expect(try client.event()?.first == "event: key") }
  }

  @Test("a follower that leaves is forgotten", arguments: ConnectionTests.Kind.allCases)
  func leaving(kind: ConnectionTests.Kind) throws {
    let rig = try ServerRig()
    defer { rig.stop() }
    for _ in 0..<10 {
      let client = try kind.client(of: rig)
      try follow(client, rig)
      _ = try client.event()
      client.close()
    }
    while rig.onLoop({ $0.events.count }) > 0 {}
    rig.publish([.key(device: "keypad0", seat: "seat0")])
    #expect(rig.onLoop { $0.events.count } == 0)
  }

  @Test("a client that leaves before the devices are known is not followed up")
  func leavingEarly() throws {
    let rig = try ServerRig { $0.answer = { call in if case .devices = call { nil } else { Samples.reply(to: call) } } }
    defer { rig.stop() }
    let client = try rig.unixClient()
    client.request("GET", "/v1/events")
    _ = rig.nextCall()
    client.close()
    let other = try rig.unixClient()
    other.request("GET", "/v1/version")
    _ = try other.reply()
    rig.answerOpenCalls(.success(.devices([Samples.device])))
    while rig.onLoop({ $0.events.count }) > 0 {}
  }
}
