import DeviceModel
import HostPlatform
import Rig
import Testing

@testable import Configuration

@Suite("Reading a configuration")
struct ConfigurationReaderTests {
  @Test("an empty file is the defaults", arguments: ["", "\n\n", "# nothing but a comment\n", "---\n"])
  func emptyFile(text: String) throws {
    #expect(try Configuration(yaml: Array(text.utf8)) == Configuration())
  }

  @Test("every key is read into its place")
  func everyKey() throws {
    let text = """
      lab: true
      state: /var/lib/keyport
      socket: /run/keyport/keyport.sock
      listen: "[::1]:8420"
      log: debug
      stand-in: no
      operators: [desk, 1001]
      login:
        timeout: 30
        window: 2
        look-ahead: 20
        tries: 5
        lockout: 60
      devices:
        - path: /dev/serial/by-id/usb-lobby
          driver: line-keypad
          name: lobby
          seat: seat1
          settings:
            baud: 19200
            framing: 7E1
        - path: /dev/ttyS3
      """
    let configuration = try Configuration(yaml: Array(text.utf8))
    #expect(configuration.lab)
    #expect(configuration.state == "/var/lib/keyport")
    #expect(configuration.socket == "/run/keyport/keyport.sock")
    #expect(configuration.listen?.address == "::1")
    #expect(configuration.listen?.port == 8420)
    #expect(configuration.log == .debug)
    #expect(!configuration.standIn)
    #expect(configuration.operators == ["desk", "1001"])
    #expect(configuration.login.timeout == 30)
    #expect(configuration.login.window == 2)
    #expect(configuration.login.lookAhead == 20)
    #expect(configuration.login.tries == 5)
    #expect(configuration.login.lockout == 60)
    #expect(
      configuration.devices == [
        DeviceSettings(
          path: "/dev/serial/by-id/usb-lobby", driver: "line-keypad", name: "lobby", seat: "seat1",
          settings: DriverSettings(["baud": "19200", "framing": "7E1"]), line: 15),
        DeviceSettings(path: "/dev/ttyS3", line: 22),
      ])
  }

  @Test("devices are matched by USB numbers, serial number and udev's properties, and may be left alone")
  func matches() throws {
    let text = """
      devices:
        - match: {usb: "0403:6001", serial: A1, ID_PATH_TAG: left}
          driver: line-keypad
          over: serial
        - match: {usb: 1a86}
          ignore: true
      """
    let devices = try Configuration(yaml: Array(text.utf8)).devices
    #expect(
      devices == [
        DeviceSettings(
          path: nil,
          match: DeviceSelector(vendor: 0x0403, product: 0x6001, serial: "A1", properties: ["ID_PATH_TAG": "left"]),
          driver: "line-keypad", over: .serial, line: 2),
        DeviceSettings(path: nil, match: DeviceSelector(vendor: 0x1A86), ignore: true, line: 5),
      ])
  }

  static let mistakes: [(text: String, line: Int, mentions: String)] = [
    ("lab: true\nlisen: 127.0.0.1:1\n", 2, "unknown key 'lisen'"),
    ("login:\n  timeout: 60\n  retries: 3\n", 3, "unknown key 'retries' in 'login'"),
    ("lab: true\nstate: /a\nlab: false\n", 3, "given twice; first on line 1"),
    ("lab: maybe\n", 1, "true or false"),
    ("lab: 'true'\n", 1, "true or false"),
    ("login:\n  timeout: 4\n", 2, "from 5 to 600"),
    ("login:\n  timeout: soon\n", 2, "whole number"),
    ("login: 60\n", 1, "a group of keys"),
    ("state: var/lib\n", 1, "a path from the root"),
    ("listen: 8420\n", 1, "ADDRESS:PORT"),
    ("listen: ::1:8420\n", 1, "ADDRESS:PORT"),
    ("log: loud\n", 1, "error, warning, info, debug"),
    ("devices:\n  - driver: line-keypad\n", 2, "either a 'path' or a 'match'"),
    ("devices:\n  - path: /dev/a\n    match: {serial: x}\n", 2, "either a 'path' or a 'match'"),
    ("devices:\n  - match: {usb: 1050-0407}\n", 2, "VENDOR:PRODUCT"),
    ("devices:\n  - match: {usb: '1050:'}\n", 2, "VENDOR:PRODUCT"),
    ("devices:\n  - match: {vendor: 1050}\n", 2, "capital letters"),
    ("devices:\n  - path: /dev/a\n    over: usb\n", 3, "wants one of serial, evdev, hidraw, usb-interface"),
    ("devices:\n  - path: /dev/a\n    ignore: never\n", 3, "true or false"),
    ("devices:\n  - path: /dev/a\n  - path: /dev/a\n", 3, "given twice"),
    ("devices:\n  - path: /dev/a\n    baud: 9600\n", 3, "unknown key 'baud' in 'devices'"),
    ("- lab\n", 1, "a group of keys"),
    ("lab: [\n", 2, "not YAML"),
    ("lab: true\n\tstate: /a\n", 2, "not YAML"),
    ("lab: true\n---\nlab: false\n", 3, "a second document"),
    ("? [a]\n: b\n", 1, "a key must be a word"),
    ("lab: true\nlog", 2, "not YAML"),
    ("lab: true\n---", 2, "a second document"),
    ("lab: true\rlog:\u{85}  \"\u{2028}\u{2029}\"\n", 3, "wants one of"),
    ("lab: true\n\u{7}", 2, "not YAML"),
    (#""a\nb\e[2J": 1"#, 1, #"unknown key 'a\nb\u{1B}[2J'"#),
    (#"operators: [desk, "root\0"]"#, 1, "wants words"),
  ]

  @Test("a mistake is named with its line", arguments: mistakes)
  func mistake(text: String, line: Int, mentions: String) {
    do throws(ConfigurationProblem) {
      _ = try Configuration(yaml: Array(text.utf8))
      Issue.record("this was taken: \(text)")
    } catch {
      #expect(error.line == line)
      #expect(error.message.contains(mentions), "\(error.message)")
      #expect(error.description(inFile: "keyport.yaml") == "keyport.yaml:\(line): \(error.message)")
    }
  }

  @Test("bytes that are no text are named with their line")
  func badText() {
    let problem = #expect(throws: ConfigurationProblem.self) {
      try Configuration(yaml: Array("lab: true\r\n\nstate: /".utf8) + [0xFF])
    }
    #expect(problem?.line == 3)
  }

  @Test("aliases that multiply are refused, not expanded")
  func aliasBomb() {
    var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in 1...9 {
      let items = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
      text += "a\(level): &a\(level) [\(items)]\n"
    }
    #expect(throws: ConfigurationProblem.self) { try Configuration(yaml: Array(text.utf8)) }
  }

  @Test("any bytes are either a configuration or an error with a line inside the text")
  func anyBytes() {
    let seed: UInt64 = SeededGenerator.environmentSeed ?? .random(in: .min ... .max)
    var random = SeededGenerator(seed: seed)
    let alphabet = Array("labstateloginpath:-[]{}&*!|>'\"#%@, \n\t0129\u{0}\u{ff}\u{85}".utf8)
    for round in 0..<2_000 {
      let text = (0..<Int.random(in: 0..<60, using: &random)).map { _ in alphabet.randomElement(using: &random)! }
      do throws(ConfigurationProblem) {
        _ = try Configuration(yaml: text)
      } catch {
        // YAML 1.1 ends lines at NEL too, whose last byte is 85.
        let lines = text.count { $0 == UInt8(ascii: "\n") || $0 == 0x85 } + 1
        #expect((1...lines + 1).contains(error.line ?? 1), "seed \(seed), round \(round)")
      }
    }
  }
}
