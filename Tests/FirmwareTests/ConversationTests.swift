import Cryptography
import Rig
import Testing
import WireProtocol

extension Trait where Self == ConditionTrait {
  /// Runs a test where a board can be had.
  static var onBoard: Self { .enabled(if: Board.absence == nil, Comment(rawValue: Board.absence ?? "")) }
}

@Suite("The reference firmware and a host's link", .onBoard, .timeLimit(.minutes(15)))
struct ConversationTests {
  /// The key of RFC 4226 appendix D, which the image for tests has in slot 0.
  static let key = "3132333435363738393031323334353637383930"

  private func text(_ text: PrintableText) -> String { String(decoding: text.utf8, as: UTF8.self) }

  @Test("a hello is answered with who the board is and what it can do")
  func hello() throws {
    let board = try Board(.keypad)
    let hello = try BoardHost(board).hello()
    #expect(text(hello.vendor) == "Keyport")
    #expect(text(hello.product) == "Reference keypad")
    #expect(text(hello.serial) == "QEMU")
    #expect(hello.capabilities.isSuperset(of: [.keys, .codes, .display, .confirm, .slots, .session]))
    #expect(try board.switchOff().status == 0)
  }

  @Test("the image with the key that everybody knows says so")
  func testImageSaysSo() throws {
    let board = try Board(.keypadWithTestKey)
    #expect(try text(BoardHost(board).hello().product) == "Reference keypad, test key")
    #expect(try board.switchOff().status == 0)
  }

  @Test("every key arrives, in the order they were pressed")
  func keys() throws {
    let board = try Board(.keypad)
    let host = try BoardHost(board)
    try host.hello()
    try board.tell("1234567890\r\u{18}")
    for expected in (1...9).map({ KeyCode.digit($0) }) + [.digit(0), .enter, .clear] {
      guard case .key(let key) = try host.message() else {
        Issue.record("something else than a key came")
        return
      }
      #expect(key == expected)
    }
    #expect(try board.switchOff().status == 0)
  }

  @Test("a key pressed before any host has greeted reaches nobody")
  func keyBeforeHello() throws {
    let board = try Board(.keypad)
    try board.tell("5")
    // The board has taken the key when it answers.
    #expect(try board.display() == "")
    let host = try BoardHost(board)
    try host.hello()
    try board.tell("7")
    guard case .key(.digit(7)) = try host.message() else {
      Issue.record("something else than the second key came")
      return
    }
    #expect(try board.switchOff().status == 0)
  }

  @Test("a slot's codes are oathtool's, on the display and at the host")
  func codes() throws {
    let board = try Board(.keypadWithTestKey)
    let host = try BoardHost(board)
    try host.hello()
    for counter in 0..<10 {
      let expected = try Oathtool.hotp(Self.key, counter: counter)
      try board.tell("a")
      #expect(board.told() == "display \(expected)")
      #expect(try host.code() == expected)
    }
    #expect(try board.switchOff().status == 0)
  }

  @Test("a slot without a key says so, and sends nothing")
  func emptySlot() throws {
    let board = try Board(.keypad)
    let host = try BoardHost(board)
    try host.hello()
    try board.tell("b1")
    #expect(board.told() == "display no key in this slot")
    guard case .key = try host.message() else {
      Issue.record("something else than the key after it came")
      return
    }
    #expect(try board.switchOff().status == 0)
  }

  @Test("the host's text stands on the display, and its signals light the lamp")
  func displayAndSignals() throws {
    let board = try Board(.keypad)
    let host = try BoardHost(board)
    try host.hello()
    _ = try host.ask(.show(PrintableText(clipping: "密碼 for alice".utf8, limit: 64)))
    #expect(board.told() == "display 密碼 for alice")
    #expect(try board.display() == "密碼 for alice")
    _ = try host.ask(.feedback(.accepted, [.light]))
    #expect(board.told() == "signal accepted light")
    _ = try host.ask(.feedback(.refused, [.light, .sound]))
    #expect(board.told() == "signal refused light sound")
    #expect(try board.switchOff().status == 0)
  }

  @Test("a question with a number to match is shown, and answered by the keys")
  func confirm() throws {
    let board = try Board(.keypad)
    let host = try BoardHost(board)
    try host.hello()
    for key in ["42\r", "\u{18}"] {
      let text = PrintableText(clipping: "Log in to db1?".utf8, limit: 64)
      _ = try host.ask(.confirm(ConfirmRequest(request: 7, numberDigits: 2, seconds: 30, text: text)))
      #expect(board.told() == "display Log in to db1?")
      #expect(board.told() == "signal attention light sound")
      try board.tell(key)
      guard case .confirmed(7, let answer) = try host.message() else {
        Issue.record("something else than an answer came")
        return
      }
      switch answer {
      case .yes(let number):
        #expect(key == "42\r" && number.matches(SecretBytes(copying: Array("42".utf8))))
        #expect(board.told() == "display 4")
        #expect(board.told() == "display 42")
      default: #expect(key == "\u{18}")
      }
      #expect(board.told() == "display ")
    }
    #expect(try board.switchOff().status == 0)
  }

  @Test("the firmware tests itself when it is asked to")
  func selfTest() throws {
    let board = try Board(.keypad)
    let host = try BoardHost(board)
    try host.hello()
    guard case .status(_, let status) = try host.ask(.selfTest) else {
      Issue.record("something else than a status came")
      return
    }
    #expect(status.selfTest == .passed)
    #expect(try board.switchOff().status == 0)
  }

  @Test("a ping after a burst of noise is answered")
  func noise() throws {
    let board = try Board(.keypad)
    let host = try BoardHost(board)
    try host.hello()
    var random = SeededGenerator()
    for _ in 0..<20 {
      // An end of frame after it, so that the noise swallows no ping.
      host.send(random.bytes(300) + [0])
      host.handle(.ping)
      answer: while true {
        switch try host.next() {
        case .pong: break answer
        case .failed(let failure):
          Issue.record("\(failure); \(random.replay)")
          return
        default: break
        }
      }
    }
    #expect(try board.switchOff().status == 0)
  }
}
