import Conversations
import Cryptography
import OTPAlgorithms
import Testing
import TokenMachine
import WireProtocol

struct TokenMachineRequestsTests {
  @Test("a key written inside a session is kept, listed and read back without itself, makes the RFC's codes, and goes")
  func slots() {
    var dialogue = Dialogue.paired()
    dialogue.ask(.writeSlot(record(5, counter: 2), key: rfcKey))
    #expect(dialogue.answer()?.isDone == true)
    dialogue.ask(.listSlots, ticket: 2)
    guard case .slotMap(_, let map)? = dialogue.answer(2) else {
      Issue.record("no map")
      return
    }
    #expect(map == SlotMap(capacity: 16, used: 1 << 5))
    dialogue.ask(.readSlot(5), ticket: 3)
    guard case .slot(_, let read)? = dialogue.answer(3) else {
      Issue.record("no slot")
      return
    }
    #expect(read == record(5, counter: 2))
    dialogue.happen(.press(slot: 5))
    #expect(dialogue.display == "359152")
    dialogue.ask(.eraseSlot(5), ticket: 4)
    #expect(dialogue.answer(4)?.isDone == true)
    #expect(dialogue.memory.slots.isEmpty)
    dialogue.ask(.eraseSlot(5), ticket: 5)
    #expect(dialogue.answer(5)?.refusal == .noSlot)
    dialogue.ask(.readSlot(5), ticket: 6)
    #expect(dialogue.answer(6)?.refusal == .noSlot)
  }

  @Test("what it cannot compute or keep is refused")
  func badSlots() {
    var dialogue = Dialogue.paired()
    dialogue.ask(.writeSlot(record(16), key: rfcKey))
    #expect(dialogue.answer()?.refusal == .noSlot)
    for (ticket, suite) in ["OCRA-1:HOTP-SHA1-6:QN08-PSHA1", "OCRA-1:HOTP-SHA1-8:QN08", "nonsense"].enumerated() {
      dialogue.ask(.writeSlot(record(kind: .ocra, suite: suite), key: rfcKey), ticket: UInt32(ticket + 2))
      #expect(dialogue.answer(UInt32(ticket + 2))?.refusal == .badMessage, "\(suite)")
    }
    #expect(dialogue.memory.slots.isEmpty)
  }

  @Test("every kind of slot reads back as it was written")
  func kinds() {
    var dialogue = Dialogue.paired()
    let records = [
      record(0, digits: 8, counter: 7), record(1, kind: .totp, period: 60),
      record(2, kind: .ocra, counter: 3, suite: "OCRA-1:HOTP-SHA1-6:C-QN08"),
    ]
    for (index, slot) in records.enumerated() {
      dialogue.ask(.writeSlot(slot, key: rfcKey), ticket: UInt32(10 + index))
      dialogue.ask(.readSlot(slot.number), ticket: UInt32(20 + index))
      guard case .slot(_, let read)? = dialogue.answer(UInt32(20 + index)) else {
        Issue.record("no slot \(index)")
        continue
      }
      #expect(read == slot)
    }
  }

  @Test("outside a session, and for a host it is not paired with, a device writes nothing")
  func noSession() {
    var dialogue = Dialogue(capabilities: Pair.capabilities)
    dialogue.begin()
    let frames = [HostMessage.writeSlot(record(), key: rfcKey), .eraseAll, .setTime(5), .pair]
    for (number, message) in frames.enumerated() {
      dialogue.fromDevice = []
      dialogue.happen(.received(message.frame(sequence: UInt8(number + 1)).encoded()))
      let answers = dialogue.fromDevice.compactMap { (try? DeviceMessage($0))?.refusal }
      #expect(answers == [.sessionRequired], "\(message.id)")
    }
    #expect(dialogue.memory.slots.isEmpty)
  }

  @Test("the display shows the host's text, signals are given in the ways there are")
  func showAndFeedback() {
    var dialogue = Dialogue(capabilities: [.display, .sound])
    dialogue.begin()
    dialogue.ask(.show(text("hello")))
    #expect(dialogue.display == "hello")
    dialogue.ask(.feedback(.accepted, [.light, .sound]), ticket: 2)
    guard case .signal(.accepted, .sound)? = dialogue.done.last else {
      Issue.record("no signal")
      return
    }
    #expect(dialogue.answer(2)?.isDone == true)
  }

  @Test("a host that ignores the capabilities is refused by the device itself")
  func unsupported() {
    var dialogue = Dialogue(capabilities: [.keys])
    dialogue.begin()
    let messages: [HostMessage] = [
      .show(text("x")), .feedback(.accepted, .light), .entry(.off), .listSlots, .getTime, .getStatus,
      .cancelConfirm(request: 1),
    ]
    for (number, message) in messages.enumerated() {
      dialogue.fromDevice = []
      dialogue.happen(.received(message.frame(sequence: UInt8(number + 1)).encoded()))
      #expect(dialogue.fromDevice.compactMap { (try? DeviceMessage($0))?.refusal } == [.unsupported], "\(message.id)")
    }
  }

  @Test("unknown and broken requests are answered, each in its own way")
  func unknown() {
    var dialogue = Dialogue()
    dialogue.begin()
    dialogue.fromDevice = []
    dialogue.happen(.received(Frame(id: 0x7E, sequence: 1, body: SecretBytes(copying: [])).encoded()))
    dialogue.happen(.received(Frame(id: 0x21, sequence: 2, body: SecretBytes(copying: [])).encoded()))
    dialogue.happen(.received(Frame(id: 0x21, sequence: 0, body: SecretBytes(copying: [])).encoded()))
    #expect(
      dialogue.fromDevice.compactMap { (try? DeviceMessage($0))?.refusal } == [.unknownMessage, .badMessage])
  }

  @Test("the clock is set inside a session, runs by the board's time, and learns how far it drifts")
  func clock() {
    var dialogue = Dialogue.paired()
    dialogue.ask(.getTime)
    guard case .time(_, let unset)? = dialogue.answer() else {
      Issue.record("no time")
      return
    }
    #expect(unset == DeviceTime(milliseconds: nil, drift: nil))
    dialogue.ask(.setTime(1_700_000_000_000), ticket: 2)
    dialogue.pass(.milliseconds(100_001))
    dialogue.ask(.getTime, ticket: 3)
    guard case .time(_, let running)? = dialogue.answer(3) else {
      Issue.record("no time")
      return
    }
    #expect(running == DeviceTime(milliseconds: 1_700_000_100_001, drift: nil))
    // The host's own clock says that 100 s have gone by: the device's is 10 parts per million fast.
    dialogue.ask(.setTime(1_700_000_100_000), ticket: 4)
    dialogue.ask(.getTime, ticket: 5)
    guard case .time(_, let set)? = dialogue.answer(5) else {
      Issue.record("no time")
      return
    }
    #expect(set == DeviceTime(milliseconds: 1_700_000_100_000, drift: 10_000))
    // Too short a time tells nothing new; a slow clock and a wild one are told as far as 32 bits go.
    dialogue.pass(.seconds(10))
    dialogue.ask(.setTime(1_700_000_115_000), ticket: 6)
    dialogue.ask(.getTime, ticket: 7)
    guard case .time(_, let same)? = dialogue.answer(7) else {
      Issue.record("no time")
      return
    }
    #expect(same.drift == 10_000)
    dialogue.pass(.seconds(50))
    dialogue.ask(.setTime(1_700_000_215_000), ticket: 8)
    dialogue.ask(.getTime, ticket: 9)
    guard case .time(_, let slow)? = dialogue.answer(9) else {
      Issue.record("no time")
      return
    }
    #expect(slow.drift == -500_000_000)
  }

  @Test("a clock at the end of time takes any other setting, and learns nothing of it")
  func endOfTime() {
    var dialogue = Dialogue.paired()
    for (ticket, time) in zip(UInt32(1)..., [UInt64.max, .max, .max - 1, 0]) {
      dialogue.ask(.setTime(time), ticket: ticket)
      guard case .done? = dialogue.answer(ticket) else {
        Issue.record("not done")
        return
      }
    }
    dialogue.ask(.getTime, ticket: 9)
    guard case .time(_, let time)? = dialogue.answer(9) else {
      Issue.record("no time")
      return
    }
    #expect(time == DeviceTime(milliseconds: 0, drift: nil))
  }

  @Test("codes by the time use the clock that a host has set")
  func clockCodes() {
    var dialogue = Dialogue.paired()
    dialogue.ask(.writeSlot(record(kind: .totp, digits: 8, period: 30), key: rfcKey))
    dialogue.ask(.setTime(59_000), ticket: 2)
    dialogue.happen(.press(slot: 0))
    #expect(dialogue.display == "94287082")
  }

  @Test("status, battery, self-test and firmware")
  func status() {
    var dialogue = Dialogue()
    dialogue.begin()
    dialogue.now = .seconds(42)
    dialogue.happen(.battery(200))
    dialogue.ask(.getStatus)
    guard case .status(_, let status)? = dialogue.answer() else {
      Issue.record("no status")
      return
    }
    #expect(status.battery == 100)
    #expect(status.uptime == 42)
    #expect(status.pin == .none)
    #expect(status.selfTest == .notRun)
    dialogue.ask(.selfTest, ticket: 2)
    guard case .selfTest? = dialogue.done.last else {
      Issue.record("no test")
      return
    }
    dialogue.ask(.selfTest, ticket: 3)
    #expect(dialogue.answer(3)?.refusal == .busy)
    dialogue.happen(.selfTested(passed: false))
    guard case .status(_, let tested)? = dialogue.answer(2) else {
      Issue.record("no status")
      return
    }
    #expect(tested.selfTest == .failed)
    dialogue.ask(.getFirmware, ticket: 4)
    guard case .firmware(_, let firmware)? = dialogue.answer(4) else {
      Issue.record("no firmware")
      return
    }
    #expect(firmware.versions == 1...1)
  }

  @Test("an opened case is told at once, and remembered over a restart until everything is erased")
  func tamper() {
    var dialogue = Dialogue.paired()
    dialogue.happen(.tamper(isOpen: true))
    dialogue.happen(.tamper(isOpen: true))
    dialogue.happen(.tamper(isOpen: false))
    let told: [DeviceStatus.Tamper] = dialogue.messages.compactMap {
      if case .status(0, let status) = $0 { status.tamper } else { nil }
    }
    #expect(told == [[.open, .wasOpened], .wasOpened])
    dialogue.start()
    dialogue.ask(.getStatus)
    guard case .status(_, let status)? = dialogue.answer() else {
      Issue.record("no status")
      return
    }
    #expect(status.tamper == .wasOpened)
    #expect(status.pairedHosts == 1)
  }

  @Test("what comes in one read behind eraseAll meets a token that is paired with nobody")
  func afterErasing() {
    var dialogue = Dialogue.paired()
    var erasing: [UInt8] = []
    dialogue.toDevice = { frame in
      erasing = frame.encoded()
      return []
    }
    dialogue.ask(.eraseAll)
    dialogue.fromDevice = []
    let hello = HostMessage.hello(HostHello(versions: 1...1, tag: 9)).frame(sequence: 0).encoded()
    dialogue.happen(.received(erasing + hello))
    guard case .hello(let answer)? = dialogue.fromDevice.last.flatMap({ try? DeviceMessage($0) }) else {
      Issue.record("no hello")
      return
    }
    #expect(!answer.isPaired && !answer.capabilities.contains(.session))
  }

  @Test("restart and eraseAll are answered before they are done; eraseAll leaves nothing")
  func endings() {
    var dialogue = Dialogue.paired()
    dialogue.ask(.writeSlot(record(), key: rfcKey))
    dialogue.ask(.restart, ticket: 2)
    #expect(dialogue.answer(2)?.isDone == true)
    guard case .restart? = dialogue.done.last else {
      Issue.record("no restart")
      return
    }
    dialogue.ask(.eraseAll, ticket: 3)
    #expect(dialogue.answer(3)?.isDone == true)
    #expect(dialogue.memory.slots.isEmpty)
    #expect(dialogue.memory.hosts.isEmpty)
    #expect(dialogue.memory.identitySecret == nil)
  }
}
