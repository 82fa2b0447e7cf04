import Conversations
import Cryptography
import Testing
import TokenMachine
import WireProtocol

struct HostLinkTests {
  private static func dialogue(_ capabilities: Capabilities = Pair.capabilities.subtracting(.session)) -> Dialogue {
    var dialogue = Dialogue(capabilities: capabilities)
    dialogue.begin()
    return dialogue
  }

  private static func text(_ string: String) -> PrintableText { PrintableText(clipping: string.utf8, limit: 200) }

  @Test("a request is sent again until it is acknowledged, and the device carries it out once")
  func sentAgain() {
    var dialogue = Self.dialogue()
    var losses = 3
    dialogue.toDevice = { frame in
      guard frame.id == HostMessageID.show.rawValue, losses > 0 else { return frame.encoded() }
      losses -= 1
      return []
    }
    dialogue.ask(.show(Self.text("hello")))
    #expect(dialogue.display == "")
    dialogue.pass(.seconds(2))
    #expect(dialogue.display == "hello")
    #expect(dialogue.deliveries() == [.delivered])
    #expect(dialogue.done.count == 1)
    guard case .done? = dialogue.answer() else {
      Issue.record("no answer")
      return
    }
    #expect(dialogue.host.nextDeadline == nil)
  }

  @Test("a lost acknowledgement costs a frame and nothing else: the answer is one itself")
  func lostAcknowledgement() {
    var dialogue = Self.dialogue()
    dialogue.toHost = { $0.id == DeviceMessageID.ack.rawValue ? [] : $0.encoded() }
    dialogue.ask(.show(Self.text("hello")))
    #expect(dialogue.deliveries() == [.delivered])
    #expect(dialogue.answer() != nil)
    #expect(dialogue.host.nextDeadline == nil)
  }

  @Test("what nobody acknowledged is unknown, until the next hello tells that it arrived")
  func unknownThenDelivered() {
    var dialogue = Self.dialogue()
    dialogue.toHost = { _ in [] }
    dialogue.ask(.show(Self.text("hello")))
    dialogue.ask(.show(Self.text("later")), ticket: 2)
    dialogue.pass(.milliseconds(2000))
    #expect(dialogue.deliveries() == [.unknown])
    #expect(dialogue.deliveries(2) == [.notDelivered])
    dialogue.toHost = { $0.encoded() }
    dialogue.pass(.seconds(3))
    #expect(dialogue.deliveries() == [.unknown, .delivered])
    #expect(dialogue.display == "hello")
  }

  @Test("or that it never did")
  func unknownThenNot() {
    var dialogue = Self.dialogue()
    dialogue.ask(.show(Self.text("first")), ticket: 9)
    dialogue.toDevice = { $0.id == HostMessageID.show.rawValue ? [] : $0.encoded() }
    dialogue.ask(.show(Self.text("hello")))
    dialogue.pass(.seconds(3))
    #expect(dialogue.deliveries() == [.unknown, .notDelivered])
    #expect(dialogue.display == "first")
  }

  @Test("or that the device has started anew, and only a look at it can tell")
  func unknownThenForgotten() {
    var dialogue = Self.dialogue()
    dialogue.ask(.show(Self.text("first")), ticket: 9)
    dialogue.toHost = { $0.id == DeviceMessageID.hello.rawValue ? $0.encoded() : [] }
    dialogue.ask(.show(Self.text("hello")))
    dialogue.start()
    #expect(dialogue.deliveries() == [.unknown, .forgotten])
  }

  @Test("a device that takes a request and never answers it is reported")
  func unanswered() {
    var dialogue = Self.dialogue()
    dialogue.ask(.selfTest)
    #expect(dialogue.deliveries() == [.delivered])
    dialogue.pass(.seconds(5))
    guard case .unanswered(ticket: 1)? = dialogue.told.last else {
      Issue.record("\(dialogue.told)")
      return
    }
    dialogue.happen(.selfTested(passed: true))
    guard case .skipped? = dialogue.told.last else {
      Issue.record("an answer too late was taken")
      return
    }
  }

  @Test(
    "what the device has no capability for, or not outside a session, is refused without a frame",
    arguments: [
      HostMessage.show(Self.text("x")), .feedback(.accepted, .light), .feedback(.accepted, .sound), .entry(.off),
      .confirm(ConfirmRequest(request: 1, numberDigits: 0, seconds: 1, text: Self.text("x"))),
      .cancelConfirm(request: 1),
      .challenge(ChallengeRequest(request: 1, slot: 0, question: SecretBytes(copying: "1234".utf8))),
      .listSlots, .readSlot(0), .getTime, .getStatus, .selfTest,
    ])
  func unsupported(message: HostMessage) {
    var dialogue = Self.dialogue([.keys])
    dialogue.fromHost = []
    dialogue.ask(message)
    guard case .refused(_, let refusal)? = dialogue.answer() else {
      Issue.record("not refused")
      return
    }
    #expect(refusal.reason == .unsupported)
    #expect(dialogue.fromHost.isEmpty)
  }

  @Test("keys, PINs and clocks are never sent outside a session; the link's own messages are nobody's to send")
  func sessionAlone() {
    var dialogue = Self.dialogue()
    dialogue.fromHost = []
    let record = SlotRecord(
      number: 0, kind: .hotp, algorithm: 1, digits: 6, period: 0, counter: 0, label: Self.text(""),
      suite: Self.text(""))
    let key = SecretBytes(copying: [1])
    for message in [
      HostMessage.writeSlot(record, key: key), .eraseSlot(0), .setTime(0), .setPIN(SecretBytes(copying: "1234".utf8)),
      .eraseAll, .unpair, .pair, .ack, .ping(tag: 1), .sealed(key), .handshake(key), .pairVerdict(true),
      .pairNonce(key), .unrecognized(id: 0x82, body: key), .unrecognized(id: 0x02, body: key),
    ] {
      dialogue.told = []
      dialogue.ask(message)
      guard case .refused? = dialogue.answer() else {
        Issue.record("\(message.id) went out")
        continue
      }
    }
    #expect(dialogue.fromHost.isEmpty)
  }

  @Test("three pings, and then the device is silent; a pong in between is told")
  func pings() {
    var dialogue = Self.dialogue()
    dialogue.tell(.ping)
    guard case .pong? = dialogue.told.last else {
      Issue.record("no pong")
      return
    }
    dialogue.toDevice = { _ in [] }
    dialogue.fromHost = []
    dialogue.tell(.ping)
    dialogue.tell(.ping)
    dialogue.pass(.seconds(3))
    #expect(dialogue.fromHost.count == 3)
    guard case .failed(.silent(tries: 3))? = dialogue.told.last else {
      Issue.record("not silent")
      return
    }
    dialogue.ask(.show(Self.text("x")))
    #expect(dialogue.deliveries() == [.notDelivered])
  }

  @Test("a device that has started unnoticed is found out by the next frame")
  func startedUnnoticed() {
    var dialogue = Self.dialogue()
    dialogue.toHost = { _ in [] }
    dialogue.start()
    dialogue.toHost = { $0.encoded() }
    dialogue.now = .seconds(1)
    dialogue.ask(.show(Self.text("x")))
    #expect(dialogue.told.contains { if case .restarted = $0 { true } else { false } })
    #expect(dialogue.host.state == .plain)
  }

  @Test("a numbered frame out of step starts the conversation over")
  func outOfStep() {
    var dialogue = Self.dialogue()
    dialogue.tell(.received(DeviceMessage.key(.enter).frame(sequence: 9).encoded()))
    #expect(dialogue.told.contains { if case .restarted = $0 { true } else { false } })
    #expect(dialogue.keys.isEmpty)
    dialogue.type("1")
    #expect(dialogue.keys == [.digit(1)])
  }

  @Test("the device too: it says so, and the host starts over")
  func deviceOutOfStep() {
    var dialogue = Self.dialogue()
    dialogue.happen(.received(HostMessage.listSlots.frame(sequence: 9).encoded()))
    #expect(dialogue.told.contains { if case .error(let report) = $0 { report.code == .outOfStep } else { false } })
    #expect(dialogue.told.contains { if case .restarted = $0 { true } else { false } })
    #expect(dialogue.host.state == .plain)
  }

  @Test("damage, echoes, unknown messages, numbers of none and half messages are told apart")
  func oddFrames() {
    var dialogue = Self.dialogue()
    func told(_ frame: [UInt8]) -> [HostLinkEffect] {
      dialogue.told = []
      dialogue.tell(.received(frame))
      return dialogue.told
    }
    guard case .damagedFrame? = told([9, 9, 0]).first,
      case .skipped(0x20)? = told(
        HostMessage.listSlots.frame(sequence: 1).encoded()
      ).first, case .skipped(0x90)? = told(DeviceMessage.key(.enter).frame(sequence: 0).encoded()).first,
      case .malformed(0x92)? = told(
        Frame(id: 0x92, sequence: 1, body: SecretBytes(copying: [0, 0x41])).encoded()
      ).first,
      case .skipped(0xBF)? = told(
        Frame(id: 0xBF, sequence: 2, body: SecretBytes(copying: [1, 2])).encoded()
      ).first, case .skipped(0xA0)? = told(DeviceMessage.done(about: 77).frame(sequence: 3).encoded()).first,
      case .skipped(0xC0)? = told(DeviceMessage.welcome(isPaired: true).frame(sequence: 4).encoded()).first,
      case .skipped(0x85)? = told(
        DeviceMessage.sealed(SecretBytes(copying: [1, 2])).frame(sequence: 5).encoded()
      ).first,
      case .error? = told(
        DeviceMessage.error(ErrorReport(rawCode: 99, about: 0, detail: SecretBytes(copying: []))).frame(sequence: 0)
          .encoded()
      ).first
    else {
      Issue.record("told wrongly")
      return
    }
    // The malformed, the unknown and the unasked took a number each, or the device's own would not follow.
    #expect(dialogue.host.state == .plain)
  }

  @Test("a queue that is full takes nothing more")
  func full() {
    var dialogue = Self.dialogue()
    dialogue.toDevice = { _ in [] }
    for ticket in 1...40 { dialogue.ask(.show(Self.text("x")), ticket: UInt32(ticket)) }
    #expect(dialogue.deliveries(33).isEmpty)
    #expect(dialogue.deliveries(34) == [.notDelivered])
  }
}
