import Conversations
import Cryptography
import OTPAlgorithms
import Testing
import TokenMachine
import WireProtocol

struct TokenMachineQuestionsTests {
  private static func question(_ number: UInt8 = 9, digits: UInt8 = 0, seconds: UInt8 = 30) -> HostMessage {
    .confirm(ConfirmRequest(request: number, numberDigits: digits, seconds: seconds, text: text("Log in?")))
  }

  private static func dialogue() -> Dialogue {
    var dialogue = Dialogue()
    dialogue.begin()
    return dialogue
  }

  @Test("Enter is Yes, Clear is No, and neither is a key for the host", arguments: [("#", 1), ("*", 2)])
  func yesAndNo(key: String, value: Int) {
    var dialogue = Self.dialogue()
    dialogue.ask(Self.question())
    #expect(dialogue.answer()?.isDone == true)
    #expect(dialogue.display == "Log in?")
    dialogue.type(key)
    guard case .confirmed(request: 9, let answer)? = dialogue.messages.last else {
      Issue.record("no answer")
      return
    }
    #expect(Int(answer.rawValue) == value)
    #expect(dialogue.display == "")
    #expect(dialogue.keys.isEmpty)
  }

  @Test("Yes wants the whole number; Clear takes digits back before it says No")
  func number() {
    var dialogue = Self.dialogue()
    dialogue.ask(Self.question(digits: 2))
    dialogue.type("#4#")
    #expect(dialogue.messages.isEmpty)
    #expect(dialogue.display == "4")
    dialogue.type("*")
    #expect(dialogue.display == "Log in?")
    dialogue.type("425#")
    guard case .confirmed(request: 9, .yes(let number))? = dialogue.messages.last else {
      Issue.record("no answer")
      return
    }
    #expect(number.text == "42")
  }

  @Test("nobody's answer is told when the time is up, and a second question takes the first one's place")
  func timeAndPlace() {
    var dialogue = Self.dialogue()
    dialogue.ask(Self.question(1, seconds: 5))
    dialogue.ask(Self.question(2, seconds: 5), ticket: 2)
    dialogue.pass(.seconds(5))
    let answers: [[UInt8]] = dialogue.messages.compactMap {
      if case .confirmed(let request, let answer) = $0 { [request, answer.rawValue] } else { nil }
    }
    #expect(answers == [[1, 4], [2, 3]])
    #expect(dialogue.display == "")
  }

  @Test("the host takes its own question back, and no other")
  func cancelled() {
    var dialogue = Self.dialogue()
    dialogue.ask(Self.question(1))
    dialogue.ask(.cancelConfirm(request: 2), ticket: 2)
    #expect(dialogue.display == "Log in?")
    dialogue.ask(.cancelConfirm(request: 1), ticket: 3)
    #expect(dialogue.display == "")
    #expect(dialogue.answer(3)?.isDone == true)
  }

  @Test("a text from the host waits while a question is on the display")
  func showWaits() {
    var dialogue = Self.dialogue()
    dialogue.ask(Self.question())
    dialogue.ask(.show(text("hello")), ticket: 2)
    #expect(dialogue.answer(2)?.isDone == true)
    #expect(dialogue.display == "Log in?")
  }

  @Test("a token with a button alone says Yes with it, where no number is asked for")
  func button() {
    var dialogue = Dialogue(capabilities: [.confirm, .codes, .display], memory: memory())
    dialogue.begin()
    dialogue.ask(Self.question())
    dialogue.happen(.press(slot: 0))
    guard case .confirmed(request: 9, .yes)? = dialogue.messages.last else {
      Issue.record("no answer")
      return
    }
    #expect(dialogue.memory.slots[0].counter == 0)
  }

  private static func challenge(_ question: String, slot: UInt8 = 0) -> HostMessage {
    .challenge(ChallengeRequest(request: 3, slot: slot, question: digits(question)))
  }

  private static func ocra(_ suite: String, counter: UInt64 = 0) -> Dialogue {
    var memory = TokenMemory()
    _ = try! memory.add(
      label: "".utf8, function: .challengeResponse(try! OCRASuite(parsing: suite.utf8)), key: rfcKey,
      counter: counter)
    var dialogue = Dialogue(memory: memory)
    dialogue.begin()
    return dialogue
  }

  @Test(
    "an OCRA question is shown, and Enter answers it with RFC 6287's response",
    arguments: [("00000000", "237653"), ("11111111", "243178"), ("99999999", "294470")])
  func ocra(question: String, response: String) {
    var dialogue = Self.ocra("OCRA-1:HOTP-SHA1-6:QN08")
    dialogue.ask(Self.challenge(question))
    #expect(dialogue.display == question)
    dialogue.type("5#")
    guard case .response(request: 3, let code)? = dialogue.messages.last else {
      Issue.record("no response")
      return
    }
    #expect(code.text == response)
    #expect(dialogue.display == response)
  }

  @Test("a suite with a counter keeps it before the answer leaves, and one at its end is refused")
  func counter() {
    var dialogue = Self.ocra("OCRA-1:HOTP-SHA1-6:C-QN08", counter: .max - 1)
    dialogue.ask(Self.challenge("12345678"))
    dialogue.type("#")
    #expect(dialogue.memory.slots[0].counter == .max)
    dialogue.ask(Self.challenge("12345678"), ticket: 2)
    #expect(dialogue.answer(2)?.refusal == .usedUp)
  }

  @Test("a suite with a time needs one")
  func time() {
    var dialogue = Self.ocra("OCRA-1:HOTP-SHA1-6:QN08-T1M")
    dialogue.ask(Self.challenge("12345678"))
    #expect(dialogue.answer()?.refusal == .clockNotSet)
    dialogue.unixTime = 60
    dialogue.ask(Self.challenge("12345678"), ticket: 2)
    dialogue.happen(.press(slot: 0))
    guard case .response? = dialogue.messages.last else {
      Issue.record("no response")
      return
    }
  }

  @Test("Clear declines an OCRA question, and time ends it")
  func declined() {
    var dialogue = Self.ocra("OCRA-1:HOTP-SHA1-6:QN08")
    dialogue.ask(Self.challenge("12345678"))
    dialogue.type("*")
    dialogue.ask(Self.challenge("12345678"), ticket: 2)
    dialogue.pass(.seconds(60))
    let answers: [UInt8] = dialogue.messages.compactMap {
      if case .confirmed(_, let answer) = $0 { answer.rawValue } else { nil }
    }
    #expect(answers == [2, 3])
  }

  @Test("a question that the suite does not take, and a slot that answers none, are refused")
  func refused() {
    var dialogue = Self.ocra("OCRA-1:HOTP-SHA1-6:QN08")
    dialogue.ask(Self.challenge("notanumber"))
    #expect(dialogue.answer()?.refusal == .badMessage)
    dialogue.ask(Self.challenge("12345678", slot: 4), ticket: 2)
    #expect(dialogue.answer(2)?.refusal == .noSlot)
  }

  @Test("a slot that is erased while its question is on the display answers no more: that counts as No")
  func erased() {
    var dialogue = Dialogue.paired()
    dialogue.ask(.writeSlot(record(kind: .ocra, suite: "OCRA-1:HOTP-SHA1-6:QN08"), key: rfcKey))
    dialogue.ask(Self.challenge("00000000"), ticket: 2)
    dialogue.ask(.eraseSlot(0), ticket: 3)
    dialogue.type("#")
    guard case .confirmed(request: 3, .no)? = dialogue.messages.last else {
      Issue.record("no answer")
      return
    }
    #expect(dialogue.display == "key used up")
  }

  @Test("a PIN comes before the answer, and a blocked one refuses the question")
  func pin() throws {
    var dialogue = Dialogue.paired()
    dialogue.ask(.writeSlot(record(kind: .ocra, suite: "OCRA-1:HOTP-SHA1-6:QN08"), key: rfcKey))
    dialogue.ask(.setPIN(digits("4711")), ticket: 2)
    dialogue.ask(Self.challenge("00000000"), ticket: 3)
    #expect(dialogue.display == "PIN?")
    dialogue.type("4711#")
    #expect(dialogue.display == "00000000")
    dialogue.type("#")
    #expect(dialogue.display == "237653")
    dialogue.pass(.seconds(61))
    dialogue.ask(Self.challenge("00000000"), ticket: 4)
    for _ in 0..<8 { dialogue.type("1#") }
    dialogue.ask(Self.challenge("00000000"), ticket: 5)
    #expect(dialogue.answer(5)?.refusal == .blocked)
  }
}
