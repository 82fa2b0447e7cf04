import Conversations
import Cryptography
import Testing
import TokenMachine
import WireProtocol

struct TokenLinkTests {
  private static func dialogue() -> Dialogue {
    var dialogue = Dialogue()
    dialogue.begin()
    dialogue.fromDevice = []
    return dialogue
  }

  private func hello(_ versions: ClosedRange<UInt8> = 1...1, tag: UInt32 = 77) -> [UInt8] {
    HostMessage.hello(HostHello(versions: versions, tag: tag)).frame(sequence: 0).encoded()
  }

  @Test("a key is sent again until it is acknowledged, five times in all, and then the host is asked for a hello")
  func keyIsRepeated() {
    var dialogue = Self.dialogue()
    dialogue.toHost = { _ in [] }
    dialogue.type("1")
    dialogue.pass(.seconds(10))
    let ids = dialogue.fromDevice.map(\.id)
    #expect(ids.filter { $0 == DeviceMessageID.key.rawValue }.count == 5)
    #expect(ids.last == DeviceMessageID.hello.rawValue)
    #expect(Set(dialogue.fromDevice.dropLast().map(\.sequence)) == [1])
    #expect(!dialogue.device.isLinkUp)
    #expect(dialogue.device.nextDeadline == nil)
  }

  @Test("keys wait for one another, and more than it can hold end the conversation")
  func keysWait() {
    var dialogue = Self.dialogue()
    dialogue.toHost = { _ in [] }
    dialogue.type("12")
    #expect(dialogue.fromDevice.count == 1)
    for _ in 0..<31 { dialogue.type("3") }
    #expect(dialogue.device.isLinkUp)
    dialogue.type("4")
    #expect(!dialogue.device.isLinkUp)
  }

  @Test("before any hello a good frame is answered with helloFirst, and noise with nothing")
  func helloFirst() {
    var dialogue = Dialogue()
    dialogue.start()
    dialogue.fromDevice = []
    for message in [HostMessage.ping(tag: 1), .listSlots] {
      dialogue.happen(.received(message.frame(sequence: 1).encoded()))
    }
    dialogue.happen(.received([1, 2, 3, 0]))
    dialogue.happen(.received(DeviceMessage.pong(tag: 1).frame(sequence: 0).encoded()))
    dialogue.happen(.received(HostMessage.ack.frame(sequence: 1).encoded()))
    dialogue.happen(.received(Frame(id: 0x01, sequence: 0, body: SecretBytes(copying: [])).encoded()))
    let codes: [ErrorCode?] = dialogue.fromDevice.compactMap {
      if case .error(let report)? = try? DeviceMessage($0) { report.code } else { nil }
    }
    #expect(codes == [.helloFirst, .helloFirst])
    #expect(dialogue.fromDevice.count == 2)
  }

  @Test("without a version in common it says which it speaks, and the link is down")
  func noVersion() {
    var dialogue = Self.dialogue()
    dialogue.happen(.received(hello(2...9)))
    guard case .error(let report)? = dialogue.fromDevice.last.flatMap({ try? DeviceMessage($0) }) else {
      Issue.record("no error")
      return
    }
    #expect(report.code == .noCommonVersion)
    #expect(report.detail.array == [1, 1])
    #expect(!dialogue.device.isLinkUp)
  }

  @Test("each hello is answered with its tag, the highest common version and the request taken last")
  func answersHello() {
    var dialogue = Self.dialogue()
    dialogue.happen(.received(hello(0...9)))
    dialogue.happen(.received(HostMessage.listSlots.frame(sequence: 1).encoded()))
    dialogue.happen(.received(hello(tag: 78)))
    let hellos: [DeviceHello] = dialogue.fromDevice.compactMap {
      if case .hello(let hello)? = try? DeviceMessage($0) { hello } else { nil }
    }
    #expect(hellos.map(\.answeredTag) == [77, 78])
    #expect(hellos.map(\.version) == [1, 1])
    #expect(hellos.map(\.lastTaken) == [.nothing, DeviceHello.Taken(tag: 77, sequence: 1)])
  }

  @Test("a repeated request is acknowledged and not carried out again")
  func repeated() {
    var dialogue = Self.dialogue()
    dialogue.happen(.received(hello()))
    dialogue.done = []
    let frame = HostMessage.feedback(.accepted, .light).frame(sequence: 1).encoded()
    dialogue.happen(.received(frame))
    dialogue.happen(.received(frame))
    #expect(dialogue.done.count == 1)
    #expect(dialogue.fromDevice.filter { $0.id == DeviceMessageID.ack.rawValue }.count == 2)
  }

  @Test("a line that goes away takes the host, the display and what is unlocked with it")
  func lineLost() {
    var dialogue = Self.dialogue()
    dialogue.ask(.show(text("hello")))
    dialogue.happen(.lineLost)
    #expect(dialogue.display == "")
    #expect(!dialogue.device.isLinkUp)
    dialogue.fromDevice = []
    dialogue.type("1")
    #expect(dialogue.keys.isEmpty)
  }

  @Test("a request and the hello behind it in one read: the answer belongs to the conversation that is over")
  func oneRead() {
    var dialogue = Self.dialogue()
    dialogue.happen(.received(hello()))
    dialogue.fromDevice = []
    dialogue.happen(.received(HostMessage.listSlots.frame(sequence: 1).encoded() + hello(tag: 99)))
    #expect(dialogue.fromDevice.last?.id == DeviceMessageID.hello.rawValue)
    #expect(dialogue.fromDevice.map(\.id) == [0x82, 0xA2, 0x81])
  }

  @Test("a device without entropy, or without a secret, refuses a handshake")
  func noSession() {
    var dialogue = Self.dialogue()
    dialogue.happen(.received(hello()))
    dialogue.fromDevice = []
    dialogue.happen(
      .received(
        HostMessage.handshake(SecretBytes(copying: [UInt8](repeating: 1, count: 32))).frame(sequence: 1).encoded()))
    #expect(dialogue.fromDevice.compactMap { (try? DeviceMessage($0))?.refusal } == [.unsupported])
  }
}
