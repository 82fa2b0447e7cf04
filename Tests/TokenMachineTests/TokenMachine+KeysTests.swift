import Conversations
import Testing
import TokenMachine
import WireProtocol

struct TokenMachineKeysTests {
  @Test("keys reach the host one by one; off, none does")
  func eachKey() {
    var dialogue = Dialogue()
    dialogue.begin()
    dialogue.type("12*3#")
    #expect(dialogue.keys == [.digit(1), .digit(2), .clear, .digit(3), .enter])
    dialogue.ask(.entry(.off))
    dialogue.type("4")
    #expect(dialogue.keys.count == 5)
    dialogue.ask(.entry(.eachKey))
    dialogue.type("5")
    #expect(dialogue.keys.last == .digit(5))
  }

  @Test("digits are collected, shown as dots where they are masked, and sent at once when there are enough")
  func collected() {
    var dialogue = Dialogue()
    dialogue.begin()
    dialogue.ask(.entry(.collect(digits: 4, masked: true)))
    dialogue.type("12*345")
    #expect(dialogue.display == "***")
    #expect(dialogue.messages.isEmpty)
    dialogue.type("6")
    guard case .entered(let digits)? = dialogue.messages.last else {
      Issue.record("nothing entered")
      return
    }
    #expect(digits.text == "3456")
    #expect(dialogue.display == "")
    #expect(dialogue.keys.isEmpty)
  }

  @Test("without a number Enter ends the digits, and sixteen are the most")
  func enterEnds() {
    var dialogue = Dialogue()
    dialogue.begin()
    dialogue.ask(.entry(.collect(digits: 0, masked: false)))
    dialogue.type("#")
    #expect(dialogue.messages.isEmpty)
    dialogue.type("12345678901234567")
    #expect(dialogue.display == "1234567890123456")
    dialogue.type("#")
    guard case .entered(let digits)? = dialogue.messages.last else {
      Issue.record("nothing entered")
      return
    }
    #expect(digits.text == "1234567890123456")
  }

  @Test("digits that nobody ends are forgotten after a minute")
  func forgotten() {
    var dialogue = Dialogue(capabilities: [.keys, .entry])
    dialogue.begin()
    dialogue.ask(.entry(.collect(digits: 0, masked: false)))
    dialogue.type("12")
    dialogue.pass(.seconds(60))
    dialogue.type("3#")
    guard case .entered(let digits)? = dialogue.messages.last else {
      Issue.record("nothing entered")
      return
    }
    #expect(digits.text == "3")
  }

  @Test("keys that no host can hear are forgotten, and ask for a hello, not more often than hellos come")
  func unheard() {
    var dialogue = Dialogue()
    dialogue.start()
    dialogue.now = .seconds(5)
    dialogue.fromDevice = []
    dialogue.type("123")
    #expect(dialogue.fromDevice.map(\.id) == [DeviceMessageID.hello.rawValue])
    dialogue.open()
    #expect(dialogue.keys.isEmpty)
    dialogue.type("4")
    #expect(dialogue.keys == [.digit(4)])
  }

  @Test("a new conversation is one of single keys, whatever the last one was told")
  func modeIsReset() {
    var dialogue = Dialogue()
    dialogue.begin()
    dialogue.ask(.entry(.off))
    dialogue.open()
    dialogue.type("7")
    #expect(dialogue.keys == [.digit(7)])
  }
}
