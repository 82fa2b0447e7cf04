import DeviceDrivers
import DeviceModel
import Testing

struct LineKeypadTests {
  @Test("captures come out as they say, in pieces of any size", arguments: Capture.all("line-keypad"), [1, 2, 1000])
  func captures(_ capture: Capture, size: Int) throws {
    var keypad = try LineKeypad(settings: capture.settings)
    capture.replay(&keypad, pieces: size)
  }

  @Test("it is ready as soon as its line is open, and never sends or waits")
  func readOnly() throws {
    var keypad = try LineKeypad(settings: DriverSettings())
    #expect(words(keypad.handle(.opened, at: .zero)) == ["ready  /  / - / -: keys"])
    for command in [DeviceCommand.show("hello"), .feedback(.accepted), .feedback(.refused), .ping] {
      #expect(keypad.perform(command, at: .zero).isEmpty)
    }
    let everything = (0...255).flatMap { byte in keypad.handle(.received([UInt8(byte)]), at: .zero) }
    #expect(everything.allSatisfy { $0.bytes.isEmpty })
    #expect(keypad.handle(.deadline, at: .seconds(1)).isEmpty)
    #expect(keypad.nextDeadline == nil)
  }

  @Test("requests are refused, with their tickets")
  func requests() throws {
    var keypad = try LineKeypad(settings: DriverSettings())
    let effects = keypad.perform(.request(.status, ticket: 7), at: .zero)
    guard case .event(.answer(ticket: 7, .refused))? = effects.first, effects.count == 1 else {
      Issue.record("one refusal, of request 7")
      return
    }
  }

  @Test("any byte that is no digit, no end and no clear spoils its line, once")
  func notADigit() throws {
    let allowed = Set("0123456789\r\n#*".utf8)
    for byte in UInt8.min...UInt8.max where !allowed.contains(byte) {
      var keypad = try LineKeypad(settings: DriverSettings())
      #expect(
        type("1", byte, "2", byte, "\r3\r", into: &keypad)
          == ["digit 1", "spoiled not a digit", "digit 3", "enter"], "byte \(byte)")
    }
  }

  @Test("a line of 32 digits is a line; the 33rd digit spoils it, once")
  func tooLong() throws {
    var keypad = try LineKeypad(settings: DriverSettings())
    let longest = String(repeating: "5", count: 32)
    #expect(type(longest + "\r", into: &keypad).count == 33)
    #expect(type(longest + "5", into: &keypad).suffix(2) == ["digit 5", "spoiled too long"])
    #expect(type(longest + "\r", into: &keypad).isEmpty)
    #expect(type("1\r", into: &keypad) == ["digit 1", "enter"])
  }

  @Test("a mebibyte without a line end costs one event more than the longest line", arguments: ["7", "x", "\0"])
  func flood(character: String) throws {
    var keypad = try LineKeypad(settings: DriverSettings())
    let chunk = [UInt8](repeating: character.utf8.first!, count: 4096)
    var events = 0
    for _ in 0..<256 { events += keypad.handle(.received(chunk), at: .zero).count }
    #expect(events == (character == "7" ? 33 : 1))
    #expect(type("#", into: &keypad).isEmpty)
    #expect(type("1#", into: &keypad) == ["digit 1", "enter"])
  }

  @Test("empty lines and what is left after a clear say nothing")
  func emptyLines() throws {
    var keypad = try LineKeypad(settings: DriverSettings())
    #expect(type("\r\n\r\n##", into: &keypad).isEmpty)
    #expect(type("12*\r", into: &keypad) == ["digit 1", "digit 2", "clear"])
  }

  @Test("opening the line again starts a new line")
  func reopened() throws {
    var keypad = try LineKeypad(settings: DriverSettings())
    _ = type("12\0", into: &keypad)
    _ = keypad.handle(.opened, at: .zero)
    #expect(type("3\r", into: &keypad) == ["digit 3", "enter"])
  }

  private func type(_ parts: any KeyText..., into keypad: inout LineKeypad) -> [String] {
    words(keypad.handle(.received(parts.flatMap { $0.keyBytes }), at: .zero))
  }
}

func words(_ effects: [DriverEffect]) -> [String] { effects.compactMap(\.words) }

/// Text, or a byte that no text has.
private protocol KeyText {
  var keyBytes: [UInt8] { get }
}

extension String: KeyText {
  fileprivate var keyBytes: [UInt8] { Array(utf8) }
}

extension UInt8: KeyText {
  fileprivate var keyBytes: [UInt8] { [self] }
}
