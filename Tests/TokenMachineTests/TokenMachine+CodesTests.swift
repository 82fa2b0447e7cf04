import Conversations
import Cryptography
import OTPAlgorithms
import Testing
import TokenMachine
import WireProtocol

struct TokenMachineCodesTests {
  @Test("a press shows and sends the RFC's codes, one after the other, and keeps the next counter before each")
  func codes() {
    var dialogue = Dialogue(memory: memory())
    dialogue.begin()
    for (count, code) in ["755224", "287082", "359152", "969429"].enumerated() {
      dialogue.happen(.press(slot: 0))
      #expect(dialogue.display == code)
      #expect(dialogue.memory.slots[0].counter == UInt64(count + 1))
      guard case .code(slot: 0, let sent)? = dialogue.messages.last else {
        Issue.record("no code")
        return
      }
      #expect(sent.text == code)
    }
    guard case .memoryChanged = dialogue.done.first else {
      Issue.record("the code was shown before the counter was safe")
      return
    }
  }

  @Test("a time's code needs a time: the host's clock, or the one that the token has from elsewhere")
  func time() {
    var dialogue = Dialogue(memory: memory(.time(period: 30, epoch: 0), digits: 8))
    dialogue.begin()
    dialogue.happen(.press(slot: 0))
    #expect(dialogue.display == "clock not set")
    dialogue.unixTime = 59
    dialogue.happen(.press(slot: 0))
    #expect(dialogue.display == "94287082")
  }

  @Test("an empty slot, a used-up counter and a slot for questions say so")
  func unusable() throws {
    var memory = memory(counter: .max)
    let suite = try OCRASuite(parsing: "OCRA-1:HOTP-SHA1-6:QN08".utf8)
    _ = try memory.add(label: "".utf8, function: .challengeResponse(suite), key: rfcKey, counter: 0)
    var dialogue = Dialogue(memory: memory)
    dialogue.begin()
    dialogue.happen(.press(slot: 0))
    #expect(dialogue.display == "key used up")
    dialogue.happen(.press(slot: 1))
    #expect(dialogue.display == "needs a question")
    dialogue.happen(.press(slot: 2))
    #expect(dialogue.display == "no key in this slot")
    #expect(dialogue.messages.isEmpty)
  }

  @Test("a code leaves the display after half a minute")
  func displayTime() {
    var dialogue = Dialogue(memory: memory())
    dialogue.begin()
    dialogue.happen(.press(slot: 0))
    dialogue.pass(.seconds(29))
    #expect(dialogue.display == "755224")
    dialogue.pass(.seconds(1))
    #expect(dialogue.display == "")
    #expect(dialogue.device.nextDeadline == nil)
  }

  @Test("a PIN locks codes, is spent before it is looked at, unlocks for a minute, and blocks after eight wrong ones")
  func pin() {
    var dialogue = Dialogue.paired()
    dialogue.ask(.writeSlot(record(), key: rfcKey))
    dialogue.ask(.setPIN(digits("4711")), ticket: 2)
    #expect(dialogue.answer(2)?.isDone == true)
    dialogue.happen(.press(slot: 0))
    #expect(dialogue.display == "PIN?")
    dialogue.type("47")
    #expect(dialogue.display == "**")
    dialogue.type("*4712#")
    #expect(dialogue.display == "wrong PIN")
    #expect(dialogue.memory.pin?.triesLeft == 7)
    dialogue.type("4711#")
    #expect(dialogue.display == "755224")
    #expect(dialogue.memory.pin?.triesLeft == 8)
    dialogue.pass(.seconds(20))
    dialogue.happen(.press(slot: 0))
    #expect(dialogue.display == "287082")
    dialogue.pass(.seconds(61))
    dialogue.happen(.press(slot: 0))
    #expect(dialogue.display == "PIN?")
    for _ in 0..<8 { dialogue.type("0000#") }
    #expect(dialogue.display == "PIN blocked")
    #expect(dialogue.memory.pin?.triesLeft == 0)
    guard case .status(about: 0, let status)? = dialogue.messages.last else {
      Issue.record("nobody was told")
      return
    }
    #expect(status.pin == .blocked)
    dialogue.happen(.press(slot: 0))
    #expect(dialogue.display == "PIN blocked")
    dialogue.ask(.setPIN(digits("")), ticket: 3)
    dialogue.happen(.press(slot: 0))
    #expect(dialogue.display == "359152")
    #expect(dialogue.keys.isEmpty)
  }

  @Test("Clear leaves the PIN's question, and time does too")
  func pinLeft() {
    var dialogue = Dialogue.paired()
    dialogue.ask(.writeSlot(record(), key: rfcKey))
    dialogue.ask(.setPIN(digits("4711")), ticket: 2)
    dialogue.happen(.press(slot: 0))
    dialogue.type("*")
    #expect(dialogue.display == "")
    dialogue.type("1")
    #expect(dialogue.keys == [.digit(1)])
    dialogue.happen(.press(slot: 0))
    dialogue.pass(.seconds(60))
    #expect(dialogue.display == "")
    dialogue.type("2")
    #expect(dialogue.keys == [.digit(1), .digit(2)])
  }
}
