import DeviceDrivers
import DeviceModel
import Testing

struct LinePresetTests {
  @Test("every preset but the plain one has a capture, and makes a driver on its own line")
  func complete() throws {
    let captured = Set(Capture.all("line-keypad").map { $0.name.prefix { $0 != "." } })
    for preset in LinePreset.all {
      let keypad = try LineKeypad(settings: DriverSettings(["preset": preset.name]))
      #expect(keypad.serialLine == preset.line)
      #expect(preset.name == "plain" || captured.contains(preset.name[...]), "\(preset.name)")
    }
    #expect(Set(LinePreset.all.map(\.name)).count == LinePreset.all.count)
  }

  @Test(
    "lines are set as the manuals say",
    arguments: [
      ("star-rfk101", 9600, "8N2"), ("rf200-ascii", 19200, "8O1"), ("promag-mf7xx", 19200, "8N1"),
      ("maxiprox-5375", 9600, "8N1"), ("em-18", 9600, "8N1"),
    ])
  func lines(name: String, baud: Int, framing: String) throws {
    let line = try LineKeypad(settings: DriverSettings(["preset": name])).serialLine
    #expect(line.baud == baud && line.framing == framing)
    let slow = try LineKeypad(settings: DriverSettings(["preset": name, "baud": "2400"])).serialLine
    #expect(slow.baud == 2400 && slow.framing == framing)
  }

  @Test("a preset that is not known is refused with the names of those that are")
  func unknown() {
    #expect {
      try LineKeypad(settings: DriverSettings(["preset": "rfk"]))
    } throws: { error in
      "\(error)".contains("'rfk'") && LinePreset.all.allSatisfy { "\(error)".contains($0.name) }
    }
  }

  @Test("no reader of cards ever gives a key or a code, whatever comes", arguments: LinePreset.all.map(\.name))
  func cardsAreNoCodes(name: String) throws {
    guard !["plain", "star-rfk101"].contains(name) else { return }
    var reader = try LineKeypad(settings: DriverSettings(["preset": name]))
    #expect(words(reader.handle(.opened, at: .zero)) == ["ready  /  / - / -: "])
    var lines = [Array("755224\r\n\u{2}755224\u{3}\u{2}755224\u{4}755224#".utf8)]
    for capture in Capture.all("line-keypad") { lines += capture.steps.compactMap(\.received) }
    var notes = 0
    for (second, bytes) in lines.enumerated() {
      for effect in reader.handle(.received(bytes), at: .seconds(second)) {
        switch effect {
        case .note: notes += 1
        case .event(.inputSpoiled): break
        default: Issue.record("a card reader did more than note and spoil")
        }
      }
    }
    #expect(notes > 0)
  }
}
