import DeviceDrivers
import DeviceModel
import Testing

struct LineKeypadKeysTests {
  @Test("the operator chooses what ends a line and what clears it")
  func choice() throws {
    var keypad = try LineKeypad(settings: DriverSettings(["end": "E TAB", "clear": "C"]))
    let effects = keypad.handle(.received(Array("1C2E3\t4#".utf8)), at: .zero)
    #expect(
      words(effects)
        == ["digit 1", "clear", "digit 2", "enter", "digit 3", "enter", "digit 4", "spoiled not a digit"])
  }

  @Test("a keypad may have no key that clears")
  func noClear() throws {
    var keypad = try LineKeypad(settings: DriverSettings(["clear": ""]))
    #expect(words(keypad.handle(.received(Array("1*".utf8)), at: .zero)) == ["digit 1", "spoiled not a digit"])
  }

  @Test(
    "settings that cannot be are refused by name",
    arguments: [
      ("end", ""), ("end", "5"), ("end", "CRLF"), ("end", "é"), ("clear", "0"), ("clear", "#"), ("baud", "9601"),
      ("baud", "fast"), ("framing", "9N1"), ("framing", "8X1"), ("framing", ""),
    ])
  func refused(name: String, value: String) {
    #expect {
      try LineKeypad(settings: DriverSettings([name: value]))
    } throws: { error in
      guard case .invalid(name: name, _, let expected)? = error as? DriverSettingsError else { return false }
      return !expected.isEmpty
    }
  }

  @Test("a misspelt setting is an error")
  func unknown() {
    #expect(throws: DriverSettingsError.unknown(name: "bauds")) {
      try LineKeypad(settings: DriverSettings(["bauds": "9600"]))
    }
  }

  @Test("baud and framing set the line, and 9600 8N1 is what it is without them")
  func line() throws {
    #expect(try LineKeypad(settings: DriverSettings()).serialLine == SerialLine())
    let set = try LineKeypad(settings: DriverSettings(["baud": "19200", "framing": "7e2"])).serialLine
    #expect(set == SerialLine(baud: 19200, dataBits: 7, parity: .even, stopBits: 2))
  }
}
