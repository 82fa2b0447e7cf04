import DeviceDrivers
import DeviceModel
import Testing

/// A frame that proves itself, by settings that no preset has.
struct FramedLine: Sendable, CustomTestStringConvertible {
  var name: String
  var settings: [String: String]
  var bytes: [UInt8]
  var told: [String]

  var testDescription: String { name }

  init(_ name: String, _ settings: [String: String], _ bytes: String, _ told: String...) {
    self.name = name
    self.settings = settings
    self.bytes = Array(bytes.utf8)
    self.told = told
  }
}

struct LineFramingTests {
  static let lines = [
    FramedLine(
      "sum of pairs, of characters, of both ends", ["data": "card", "start": "STX", "checksum": "sum hex start end"],
      "\u{2}AB92\r", "note"),
    FramedLine("xor in digits", ["data": "code", "checksum": "xor hex"], "1202\u{2a}1203\r", "spoiled damaged frame"),
    FramedLine(
      "xor in digits that fits", ["data": "code", "checksum": "xor hex"], "1203\r", "digit 1", "digit 2", "enter"),
    FramedLine(
      "a byte for a checksum may look like the end", ["data": "code", "length": "3", "checksum": "xor byte"],
      "98\u{1}\r", "digit 9", "digit 8", "enter"),
    FramedLine(
      "keys in frames of one", ["data": "keys", "start": "STX", "end": "ETX"], "\u{2}1\u{3}\u{2}2\u{3}\u{2}#\u{3}",
      "digit 1", "digit 2", "enter"),
    FramedLine(
      "a lost key's frame makes its neighbours void", ["data": "keys", "start": "STX", "end": "ETX"],
      "\u{2}1\u{3}x\u{3}\u{2}2\u{3}\u{2}#\u{3}", "digit 1", "spoiled damaged frame", "digit 2", "enter"),
    FramedLine(
      "a card between keys", ["data": "keys", "start": "STX", "end": "ETX", "card": "10"],
      "\u{2}1\u{3}\u{2}0123456789\u{3}\u{2}2\u{3}\u{2}#\u{3}", "digit 1", "note", "spoiled not a code", "digit 2",
      "enter"),
    FramedLine("a code taken back", ["data": "code"], "12*345\r", "clear", "digit 3", "digit 4", "digit 5", "enter"),
    FramedLine(
      "a code is told whole or not at all", ["data": "code"], "123456x\r12\r", "spoiled not a digit", "digit 1",
      "digit 2", "enter"),
    FramedLine("no code has 33 digits", ["data": "code"], String(repeating: "1", count: 33) + "\r", "spoiled too long"),
    FramedLine(
      "no frame has 65 characters", ["data": "card"], String(repeating: "1", count: 65) + "\r7\r", "spoiled too long",
      "note"),
    FramedLine(
      "characters to ignore", ["end": "CR", "ignore": "LF -"], "1-2\n3\r\n", "digit 1", "digit 2", "digit 3", "enter"),
    FramedLine(
      "a frame shorter than its number of characters", ["data": "code", "length": "4"], "123\r1234\r",
      "spoiled damaged frame", "digit 1", "digit 2", "digit 3", "digit 4", "enter"),
    FramedLine(
      "a frame shorter than what comes before the data", ["data": "card", "skip": "4"], "123\r12345\r",
      "spoiled damaged frame", "note"),
    FramedLine(
      "a frame shorter than its checksum", ["data": "card", "checksum": "sum hex"], "1\r", "spoiled damaged frame"),
    FramedLine("a card's number with a byte that no card has", ["data": "card"], "12\u{1}\r", "spoiled damaged frame"),
    FramedLine(
      "eight digits are a code where there are no cards",
      ["preset": "star-rfk101", "card": "none", "checksum": "none"], "\u{2}12345678\u{3}", "digit 1", "digit 2",
      "digit 3", "digit 4", "digit 5", "digit 6", "digit 7", "digit 8", "enter"),
    FramedLine(
      "eight digits are a card where there are cards", ["preset": "star-rfk101", "checksum": "none"],
      "\u{2}12345678\u{3}", "note"),
  ]

  @Test("settings describe a device that no preset does", arguments: lines, [1, 2, 1000])
  func settings(_ line: FramedLine, size: Int) throws {
    var keypad = try LineKeypad(settings: DriverSettings(line.settings))
    _ = keypad.handle(.opened, at: .zero)
    var told: [String] = []
    for start in stride(from: 0, to: line.bytes.count, by: size) {
      told += words(keypad.handle(.received(Array(line.bytes[start..<min(start + size, line.bytes.count)])), at: .zero))
    }
    #expect(told == line.told)
  }

  @Test("a frame that stops for too long is damage, and the next one is none")
  func pause() throws {
    var reader = try LineKeypad(settings: DriverSettings(["preset": "rf200-ascii"]))
    _ = reader.handle(.opened, at: .zero)
    #expect(reader.nextDeadline == nil)
    #expect(reader.handle(.received(Array("\u{2}E004".utf8)), at: .seconds(1)).isEmpty)
    #expect(reader.nextDeadline == .milliseconds(1300))
    #expect(reader.handle(.deadline, at: .milliseconds(1299)).isEmpty)
    #expect(words(reader.handle(.deadline, at: .milliseconds(1300))) == ["spoiled damaged frame"])
    #expect(reader.nextDeadline == nil)
    #expect(words(reader.handle(.received(Array("\u{2}E004\u{3}".utf8)), at: .seconds(2))) == ["note"])
  }

  @Test("bytes that come after a pause start a frame even where the deadline was not told")
  func latePause() throws {
    var reader = try LineKeypad(settings: DriverSettings(["preset": "em-18"]))
    _ = reader.handle(.opened, at: .zero)
    #expect(reader.handle(.received(Array("0700AB".utf8)), at: .seconds(1)).isEmpty)
    let rest = reader.handle(.received(Array("0700AB12CD73".utf8)), at: .seconds(2))
    #expect(words(rest) == ["spoiled damaged frame", "note"])
  }

  @Test("a pause ends the frames of a device that has no other end")
  func pauseAsEnd() throws {
    var keypad = try LineKeypad(settings: DriverSettings(["data": "code", "end": "", "pause": "200"]))
    _ = keypad.handle(.opened, at: .zero)
    #expect(keypad.handle(.received(Array("12".utf8)), at: .zero).isEmpty)
    #expect(keypad.handle(.received(Array("3".utf8)), at: .milliseconds(100)).isEmpty)
    #expect(words(keypad.handle(.deadline, at: .milliseconds(300))) == ["digit 1", "digit 2", "digit 3", "enter"])
    #expect(keypad.nextDeadline == nil)
  }

  @Test("after damage a device without start and end is heard again when it has stopped")
  func resynchronised() throws {
    var reader = try LineKeypad(settings: DriverSettings(["preset": "em-18"]))
    _ = reader.handle(.opened, at: .zero)
    #expect(words(reader.handle(.received(Array("0700AB12CD000700".utf8)), at: .zero)) == ["spoiled damaged frame"])
    #expect(reader.handle(.deadline, at: .milliseconds(300)).isEmpty)
    #expect(words(reader.handle(.received(Array("0700AB12CD73".utf8)), at: .seconds(1))) == ["note"])
  }

  @Test("a mebibyte of frames that never end costs one event", arguments: LinePreset.all.map(\.name))
  func flood(name: String) throws {
    guard name != "plain" else { return }
    var reader = try LineKeypad(settings: DriverSettings(["preset": name]))
    _ = reader.handle(.opened, at: .zero)
    var events = reader.handle(.received([0x02]), at: .zero).count
    let chunk = [UInt8](repeating: 0x41, count: 4096)
    for _ in 0..<256 { events += reader.handle(.received(chunk), at: .zero).count }
    #expect(events == 1)
  }

  @Test(
    "framings that cannot be are refused by name",
    arguments: [
      ("data", "letters", [:]), ("start", "2", [:]), ("start", "CR", [:]), ("ignore", "CR", [:]), ("length", "0", [:]),
      ("length", "65", [:]), ("length", "x", [:]), ("card", "many", [:]), ("skip", "-1", [:]), ("pause", "0", [:]),
      ("pause", "10001", [:]), ("checksum", "crc", [:]), ("checksum", "sum", [:]), ("checksum", "sum hex byte", [:]),
      ("checksum", "sum xor hex", [:]), ("checksum", "sum byte", [:]), ("checksum", "sum sum hex", [:]),
      ("checksum", "xor byte after", ["end": "", "length": "4"]), ("end", "", ["data": "code"]),
      ("clear", "STX", ["start": "STX"]),
    ] as [(String, String, [String: String])])
  func refused(name: String, value: String, others: [String: String]) {
    #expect {
      try LineKeypad(settings: DriverSettings(others.merging([name: value]) { $1 }))
    } throws: { error in
      guard case .invalid(let blamed, _, let expected)? = error as? DriverSettingsError else { return false }
      return !expected.isEmpty && (blamed == name || (name == "ignore" && blamed == "start"))
    }
  }

  @Test("a setting that this device's framing has no use for is unknown")
  func unused() {
    #expect(throws: DriverSettingsError.unknown(name: "enter")) {
      try LineKeypad(settings: DriverSettings(["enter": "#"]))
    }
  }
}
