import Cryptography
import Testing
import TokenMachine
import WireProtocol

struct TokenLinkTests {
  @Test("a hello is answered with its tag, the version both speak, and who the device is")
  func hello() throws {
    var link = TokenLink(identity: identity, capabilities: [.keys, .display])
    #expect(!link.isUp)
    let answers = sent(link.receive(HostMessage.greeting(0...7, tag: 42).bytes(0)))
    try #require(answers.count == 1)
    guard case .hello(let hello) = answers[0] else {
      Issue.record("a hello")
      return
    }
    #expect(hello.version == 0)
    #expect(hello.answeredTag == 42)
    #expect(hello.capabilities == [.keys, .display])
    #expect(hello.product == identity.product)
    #expect(link.isUp)
  }

  @Test("the highest version in both ranges is chosen")
  func negotiation() {
    for (device, host, expected) in [
      (UInt8(0)...UInt8(3), UInt8(0)...UInt8(9), UInt8(3)), (0...9, 2...4, 4), (2...2, 0...5, 2),
    ] {
      var link = TokenLink(identity: identity, capabilities: .keys, versions: device)
      guard case .hello(let hello)? = sent(link.receive(HostMessage.greeting(host).bytes(0))).first else {
        Issue.record("\(device) and \(host)")
        continue
      }
      #expect(hello.version == expected)
    }
  }

  @Test("ranges without a common version are answered with the device's own, and the link is down")
  func noCommonVersion() {
    var link = TokenLink(identity: identity, capabilities: .keys, versions: 3...5)
    guard case .error(let report)? = sent(link.receive(HostMessage.greeting(0...2).bytes(0))).first else {
      Issue.record("an error")
      return
    }
    #expect(report.code == .noCommonVersion)
    #expect(report.about == HostMessageID.hello.rawValue)
    #expect(report.detail.array == [3, 5])
    #expect(!link.isUp)
  }

  @Test("before a hello nothing is sent but the wish for one")
  func helloFirst() {
    var link = TokenLink(identity: identity, capabilities: .keys)
    #expect(link.report(.key(.digit(1))) == nil)
    #expect(codes(link.receive(HostMessage.ping(tag: 1).bytes(0))) == [.helloFirst])
    #expect(!link.isUp)
  }

  @Test("starting asks for a hello with tag 0, and forgets the host")
  func start() {
    var link = up()
    let bytes = link.start()
    #expect(bytes.first == 0)
    guard case .hello(let hello)? = deviceMessages(bytes).first else {
      Issue.record("a hello")
      return
    }
    #expect(hello.answeredTag == 0)
    #expect(link.report(.key(.enter)) == nil)
  }

  @Test("pings are answered with their tags, and frames are numbered one after the other from the hello on")
  func ping() {
    var link = up()
    for number in 1...300 {
      let tag = UInt8(truncatingIfNeeded: number)
      let answer = link.receive(HostMessage.ping(tag: tag).bytes(tag)).flatMap(bytes)
      #expect(frames(answer).map(\.sequence) == [tag])
      guard case .pong(tag)? = deviceMessages(answer).first else {
        Issue.record("pong \(number)")
        return
      }
    }
  }

  @Test("each kind of thing that cannot be done has its own error")
  func errors() {
    var link = up(capabilities: .keys)
    let unknown = HostMessage.unrecognized(id: 0x70, body: SecretBytes(copying: [1, 2]))
    #expect(codes(link.receive(unknown.bytes(1))) == [.unknownMessage])
    let short = HostMessage.unrecognized(id: HostMessageID.ping.rawValue, body: SecretBytes(copying: []))
    #expect(codes(link.receive(short.bytes(2))) == [.badMessage])
    #expect(codes(link.receive(HostMessage.feedback(.accepted).bytes(3))) == [.refused])
    #expect(codes(link.receive(HostMessage.show(identity.vendor).bytes(4))) == [.refused])
    #expect(codes(link.receive(HostMessage.ping(tag: 1).bytes(7))) == [.lostFrames])
    #expect(codes(link.receive(HostMessage.ping(tag: 1).bytes(8))).isEmpty)
  }

  @Test("noise, damage and the device's own echo find no answer")
  func silence() {
    var link = up()
    #expect(link.receive(Array("hello?\r\n".utf8) + [0]).isEmpty)
    var damaged = HostMessage.ping(tag: 1).bytes(1)
    damaged[2] ^= 8
    #expect(link.receive(damaged).isEmpty)
    #expect(link.receive(link.report(.key(.digit(5))) ?? []).isEmpty)
    #expect(link.receive([UInt8](repeating: 0x55, count: 1 << 20) + [0]).isEmpty)
    #expect(codes(link.receive(HostMessage.ping(tag: 1).bytes(1))).isEmpty)
  }

  private func up(capabilities: Capabilities = [.keys, .display, .feedback]) -> TokenLink {
    var link = TokenLink(identity: identity, capabilities: capabilities)
    _ = link.receive(HostMessage.greeting().bytes(0))
    return link
  }

  private func bytes(_ effect: TokenLink.Effect) -> [UInt8] {
    if case .send(let bytes) = effect { bytes } else { [] }
  }

  private func sent(_ effects: [TokenLink.Effect]) -> [DeviceMessage] {
    deviceMessages(effects.flatMap(bytes))
  }

  private func codes(_ effects: [TokenLink.Effect]) -> [ErrorCode?] {
    sent(effects).compactMap { message -> ErrorCode?? in
      if case .error(let report) = message { report.code } else { nil }
    }
  }
}
