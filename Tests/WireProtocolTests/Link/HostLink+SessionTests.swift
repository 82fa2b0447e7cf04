import Conversations
import Cryptography
import HostPlatform
import Testing
import TokenMachine
import WireProtocol

struct HostLinkSessionTests {
  @Test("two that are paired have a session, and no key travels outside it")
  func secured() {
    var dialogue = Dialogue.paired()
    guard case .up(_, .session(let key))? = dialogue.told.last else {
      Issue.record("no session")
      return
    }
    #expect(dialogue.device.publicKey == key)
    dialogue.fromDevice = []
    dialogue.type("12")
    #expect(dialogue.keys == [.digit(1), .digit(2)])
    #expect(dialogue.fromDevice.filter { $0.id == DeviceMessageID.key.rawValue }.isEmpty)
    #expect(dialogue.fromDevice.filter { $0.id == DeviceMessageID.sealed.rawValue }.count == 2)
  }

  @Test("credentials that demand a session end a conversation in plain")
  func demandedLater() {
    let pair = Pair.make(seed: 1)
    var dialogue = Dialogue(capabilities: Pair.capabilities)
    dialogue.begin()
    #expect(dialogue.host.state == .plain)
    dialogue.tell(.credentials(pair.credentials))
    guard case .failed(.notPaired)? = dialogue.told.last else {
      Issue.record("\(dialogue.told)")
      return
    }
  }

  @Test("a session outlives more messages than one key seals")
  func rekeys() {
    var dialogue = Dialogue.paired()
    for _ in 0..<1030 { dialogue.type("5") }
    #expect(dialogue.keys.count == 1030)
    for ticket in 1...1030 { dialogue.ask(.getStatus, ticket: UInt32(ticket)) }
    #expect(dialogue.answer(1030) != nil)
    #expect(dialogue.told.allSatisfy { if case .restarted = $0 { false } else { true } })
  }

  @Test("a changed sealed frame breaks the conversation off, and the next one stands again", arguments: [true, false])
  func changed(isHosts: Bool) {
    var dialogue = Dialogue.paired()
    var isDone = false
    let change: (Frame) -> [UInt8] = { frame in
      guard !isDone, frame.id & 0x7F == 0x05 else { return frame.encoded() }
      isDone = true
      var body = frame.body.withBytes { Array($0) }
      body[0] ^= 1
      return Frame(id: frame.id, sequence: frame.sequence, body: SecretBytes(copying: body)).encoded()
    }
    if isHosts { dialogue.toDevice = change } else { dialogue.toHost = change }
    dialogue.told = []
    dialogue.ask(.getStatus)
    dialogue.pass(.seconds(1))
    #expect(dialogue.told.contains { if case .restarted = $0 { true } else { false } })
    #expect(dialogue.host.state == .secured)
    #expect(dialogue.answer() == nil)
    dialogue.type("1")
    #expect(dialogue.keys == [.digit(1)])
  }

  @Test("plain frames in a session are not even counted, on either side")
  func plainFrames() {
    var dialogue = Dialogue.paired()
    dialogue.told = []
    for number in UInt8(1)...8 {
      dialogue.tell(.received(DeviceMessage.key(.digit(9)).frame(sequence: number).encoded()))
      dialogue.happen(
        .received(HostMessage.show(PrintableText(clipping: "x".utf8, limit: 9)).frame(sequence: number).encoded()))
      dialogue.happen(.received(Frame(id: 0x12, sequence: number, body: SecretBytes(copying: [])).encoded()))
      dialogue.tell(.received(Frame(id: 0x92, sequence: number, body: SecretBytes(copying: [])).encoded()))
    }
    #expect(dialogue.keys.isEmpty)
    #expect(dialogue.display == "")
    dialogue.type("1")
    dialogue.ask(.getStatus)
    #expect(dialogue.keys == [.digit(1)])
    #expect(dialogue.answer() != nil)
  }

  @Test("a host that the device does not know gets nothing, and a device that the host does not know is refused")
  func strangers() {
    let one = Pair.make(seed: 1)
    let other = Pair.make(seed: 2)
    var dialogue = Dialogue(
      capabilities: Pair.capabilities, memory: try! TokenMemory(image: one.image), credentials: other.credentials)
    dialogue.begin()
    guard case .failed(.strangeDevice)? = dialogue.told.last else {
      Issue.record("\(dialogue.told)")
      return
    }
    dialogue.type("1")
    #expect(dialogue.keys.isEmpty)
    // The host knows the device, and the device not the host.
    let known = HostCredentials(keys: other.credentials.keys, known: one.credentials.known, isRequired: false)
    dialogue = Dialogue(
      capabilities: Pair.capabilities, memory: try! TokenMemory(image: one.image), credentials: known)
    dialogue.begin()
    guard case .failed(.notPaired)? = dialogue.told.last else {
      Issue.record("\(dialogue.told)")
      return
    }
    dialogue.type("1")
    #expect(dialogue.keys.isEmpty)
  }

  @Test("new credentials change nothing for a device that is still known, and end the session of one that is not")
  func newCredentials() {
    var dialogue = Dialogue.paired()
    let pair = Pair.make(seed: 1)
    dialogue.told = []
    dialogue.tell(.credentials(pair.credentials))
    dialogue.type("1")
    #expect(dialogue.host.state == .secured && dialogue.keys == [.digit(1)])
    let known = [Pair.make(seed: 2).credentials.known[0]]
    dialogue.tell(.credentials(HostCredentials(keys: pair.credentials.keys, known: known, isRequired: false)))
    guard case .failed(.strangeDevice)? = dialogue.told.last else {
      Issue.record("\(dialogue.told)")
      return
    }
    dialogue.type("2")
    #expect(dialogue.keys == [.digit(1)])
    // The same again mends nothing; the pair does.
    dialogue.tell(.credentials(HostCredentials(keys: pair.credentials.keys, known: known, isRequired: false)))
    #expect(dialogue.host.state == .failed)
    dialogue.tell(.credentials(pair.credentials))
    #expect(dialogue.host.state == .secured)
  }

  @Test("where a session is demanded and there are no credentials, no device is taken, plain or not")
  func demanded() {
    for capabilities in [Pair.capabilities, [.keys]] {
      var dialogue = Dialogue(capabilities: capabilities)
      dialogue.host = Host(isSessionRequired: true)
      dialogue.begin()
      guard case .failed(.sessionImpossible)? = dialogue.told.last else {
        Issue.record("\(dialogue.told)")
        continue
      }
      dialogue.type("1")
      #expect(dialogue.keys.isEmpty)
    }
  }

  @Test("hellos that were changed on the way end in no session")
  func prologue() {
    let pair = Pair.make(seed: 1)
    var dialogue = Dialogue(
      capabilities: Pair.capabilities, memory: try! TokenMemory(image: pair.image), credentials: pair.credentials)
    dialogue.toHost = { frame in
      guard frame.id == DeviceMessageID.hello.rawValue else { return frame.encoded() }
      var body = frame.body.withBytes { Array($0) }
      body[10] ^= 1
      return Frame(id: frame.id, sequence: 0, body: SecretBytes(copying: body)).encoded()
    }
    dialogue.begin()
    guard case .failed(.sessionFailed)? = dialogue.told.last else {
      Issue.record("\(dialogue.told)")
      return
    }
  }

  @Test("a handshake that comes to nothing in time ends the link")
  func timeOut() {
    let pair = Pair.make(seed: 1)
    var dialogue = Dialogue(
      capabilities: Pair.capabilities, memory: try! TokenMemory(image: pair.image), credentials: pair.credentials)
    dialogue.toHost = {
      $0.id == DeviceMessageID.sealed.rawValue || $0.id == DeviceMessageID.handshake.rawValue ? [] : $0.encoded()
    }
    dialogue.begin()
    #expect(dialogue.host.state == .securing)
    dialogue.pass(.seconds(60))
    #expect(dialogue.host.state == .failed)
  }

  @Test("a garbled handshake is refused by both", arguments: [true, false])
  func garbled(isHosts: Bool) {
    let pair = Pair.make(seed: 1)
    var dialogue = Dialogue(
      capabilities: Pair.capabilities, memory: try! TokenMemory(image: pair.image), credentials: pair.credentials)
    let garble: (Frame) -> [UInt8] = { frame in
      guard frame.id & 0x7F == 0x04 else { return frame.encoded() }
      return Frame(id: frame.id, sequence: frame.sequence, body: SecretBytes(copying: [1, 2, 3])).encoded()
    }
    if isHosts { dialogue.toDevice = garble } else { dialogue.toHost = garble }
    dialogue.begin()
    dialogue.pass(.seconds(60))
    #expect(dialogue.host.state != .secured)
    #expect(dialogue.host.state != .plain)
  }

  @Test("sealed nonsense of the other side is answered, and changes nothing")
  func sealedNonsense() {
    var dialogue = Dialogue.paired()
    dialogue.ask(.unrecognized(id: 0x7F, body: SecretBytes(copying: [1])))
    guard case .refused(_, let refusal)? = dialogue.answer() else {
      Issue.record("no answer")
      return
    }
    #expect(refusal.reason == .unknownMessage)
    dialogue.ask(.unrecognized(id: HostMessageID.readSlot.rawValue, body: SecretBytes(copying: [])), ticket: 2)
    guard case .refused(_, let second)? = dialogue.answer(2) else {
      Issue.record("no answer")
      return
    }
    #expect(second.reason == .badMessage)
    dialogue.ask(
      .unrecognized(id: HostMessageID.hello.rawValue, body: SecretBytes(copying: [1, 1, 1, 1, 1, 1])), ticket: 3)
    guard case .refused(_, let third)? = dialogue.answer(3) else {
      Issue.record("no answer")
      return
    }
    #expect(third.reason == .badMessage)
    #expect(dialogue.host.state == .secured)
  }
}
