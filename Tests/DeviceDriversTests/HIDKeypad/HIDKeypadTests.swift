import DeviceModel
import Testing

@testable import DeviceDrivers

struct HIDKeypadTests {
  static let ways = [TransportKind.evdev, .hidraw, .usbInterface]

  @Test("captures come out as they say", arguments: Capture.all("hid-keypad"))
  func captures(_ capture: Capture) throws {
    var keypad = try HIDKeypad(
      settings: DriverSettings(), over: capture.name.hasPrefix("evdev") ? .evdev : .usbInterface)
    capture.replay(&keypad, pieces: 1000)
  }

  @Test("every digit of the keypad and of the top row, Enter, and the keys that take back", arguments: ways)
  func keys(_ way: TransportKind) throws {
    var keyboard = try Keyboard(way)
    keyboard.type([0x62, 0x59, 0x5A, 0x5B, 0x5C, 0x5D, 0x5E, 0x5F, 0x60, 0x61, 0x58])
    #expect(keyboard.taken() == (0...9).map { "digit \($0)" } + ["enter"])
    keyboard.type([0x27, 0x1E, 0x1F, 0x20, 0x21, 0x22, 0x23, 0x24, 0x25, 0x26, 0x28])
    #expect(keyboard.taken() == (0...9).map { "digit \($0)" } + ["enter"])
    for clear: UInt8 in [0x29, 0x2A, 0x4C, 0x9C] {
      keyboard.type([0x59, clear, 0x58])
      #expect(keyboard.taken() == ["digit 1", "clear"], "after a clear there is no line to end")
    }
  }

  @Test("Num Lock changes nothing but its own light", arguments: ways)
  func numLock(_ way: TransportKind) throws {
    var keyboard = try Keyboard(way)
    keyboard.type([0x59, 0x53, 0x59, 0x53, 0x53, 0x62])
    #expect(keyboard.taken() == ["digit 1", "digit 1", "digit 0"])
  }

  @Test("the light is set as told when the device is opened, and nothing else is ever sent", arguments: ways)
  func light(_ way: TransportKind) throws {
    for (setting, value) in [([:], 1), (["num-lock": "on"], 1), (["num-lock": "off"], 0)] as [([String: String], UInt8)]
    {
      var keyboard = try Keyboard(way, setting)
      let sent = keyboard.driver.handle(.opened, at: .zero).flatMap(\.bytes)
      let events = Keyboard.event(type: 0x11, code: 0, value: Int32(value)) + Keyboard.event(type: 0, code: 0, value: 0)
      #expect(sent == (way == .evdev ? events : [value]))
      for command in [DeviceCommand.show("x"), .feedback(.accepted), .startInput, .ping] {
        #expect(keyboard.driver.perform(command, at: .zero).isEmpty)
      }
      #expect(keyboard.driver.nextDeadline == nil)
    }
  }

  @Test("a key that is held is pressed once, and let go without a word")
  func held() throws {
    var keyboard = try Keyboard(.usbInterface)
    keyboard.report(0x59)
    keyboard.report(0x59)
    keyboard.report(0x59, 0x5A)
    keyboard.report(0x5A)
    keyboard.report(0x5A, 0x5B)
    keyboard.report()
    #expect(keyboard.taken() == ["digit 1", "digit 2", "digit 3"])
    var events = try Keyboard(.evdev)
    events.event(type: 1, code: 79, value: 1)
    for _ in 0..<50 { events.event(type: 1, code: 79, value: 2) }
    events.event(type: 1, code: 79, value: 0)
    #expect(events.taken() == ["digit 1"])
  }

  @Test("a roll-over error tells nothing, and the keys held before it are not pressed again after it", arguments: 1...3)
  func rollOver(error: Int) throws {
    var keyboard = try Keyboard(.hidraw)
    keyboard.report(0x59, 0x5A)
    let code = UInt8(error)
    keyboard.report(code, code, code, code, code, code)
    keyboard.report(0x59, 0x5A)
    keyboard.report(0x59, 0x5A, 0x5B)
    #expect(keyboard.taken() == ["digit 1", "digit 2", "digit 3"])
  }

  @Test("six keys at once are six digits, in the device's order")
  func sixKeys() throws {
    var keyboard = try Keyboard(.hidraw)
    keyboard.report(0x61, 0x59, 0x5A, 0x5B, 0x5C, 0x5D)
    #expect(keyboard.taken() == ["digit 9", "digit 1", "digit 2", "digit 3", "digit 4", "digit 5"])
  }

  @Test("a key that comes back within the bounce was never let go; later it is pressed again", arguments: ways)
  func bounce(_ way: TransportKind) throws {
    func told(_ settings: [String: String], pause: Duration) throws -> Int {
      var keyboard = try Keyboard(way, settings)
      keyboard.type([0x59])
      keyboard.time += pause
      if way == .evdev { keyboard.event(type: 1, code: 79, value: 1) } else { keyboard.report(0x59) }
      return keyboard.taken().count
    }
    #expect(try told([:], pause: .zero) == 2, "nothing bounces unless the operator says so")
    #expect(try told(["bounce": "4"], pause: .milliseconds(3)) == 1)
    #expect(try told(["bounce": "4"], pause: .milliseconds(4)) == 2)
    #expect(try told(["bounce": "0"], pause: .zero) == 2)
    #expect(try told(["bounce": "50"], pause: .milliseconds(49)) == 1)
    #expect(try told(["bounce": "4"], pause: .seconds(-50)) == 2, "a clock that was set back is no bounce")
  }

  @Test("a key bounces on its own: another that follows at once is a key")
  func twoKeys() throws {
    var keyboard = try Keyboard(.hidraw)
    keyboard.report(0x59)
    keyboard.report()
    keyboard.report(0x5A)
    #expect(keyboard.taken() == ["digit 1", "digit 2"])
  }

  @Test(
    "where digits want Shift they are digits with it and spoil the line without, and a keypad never asks",
    arguments: ways)
  func layouts(_ way: TransportKind) throws {
    for (layout, shifted) in [("us", false), ("uk", false), ("qwertz", false), ("azerty", true), ("czech", true)] {
      var keyboard = try Keyboard(way, ["layout": layout])
      keyboard.type([0x1E, 0x27], modifiers: shifted ? 0x02 : 0)
      keyboard.type([0x5A])
      keyboard.type([0x28])
      #expect(keyboard.taken() == ["digit 1", "digit 0", "digit 2", "enter"], "\(layout)")
      keyboard.type([0x1E], modifiers: shifted ? 0 : 0x20)
      keyboard.type([0x59, 0x28])
      #expect(keyboard.taken() == ["spoiled not a digit"], "\(layout)")
    }
  }

  @Test("what a Yubico OTP types spoils its line once, and the line after it is whole")
  func modhex() throws {
    var keyboard = try Keyboard(.usbInterface)
    let letters: [UInt8] = [
      0x06, 0x05, 0x07, 0x08, 0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x0E, 0x0F, 0x11, 0x15, 0x17, 0x18, 0x19,
    ]
    keyboard.type(letters + letters + letters.prefix(12) + [0x28])
    #expect(keyboard.taken() == ["spoiled not a digit"])
    keyboard.type([0x1E, 0x1F, 0x28])
    #expect(keyboard.taken() == ["digit 1", "digit 2", "enter"])
  }

  @Test(
    "with Control, Alt or a logo key a key is a command and types nothing", arguments: [0x01, 0x04, 0x08, 0x10, 0x80])
  func commands(modifiers: Int) throws {
    var keyboard = try Keyboard(.hidraw)
    keyboard.type([0x59, 0x04, 0x58], modifiers: UInt8(modifiers))
    #expect(keyboard.taken() == [])
  }

  @Test("keys that type nothing say nothing: arrows, functions, locks, modifiers")
  func silent() throws {
    var keyboard = try Keyboard(.hidraw)
    keyboard.type([0x39, 0x3A, 0x45, 0x46, 0x47, 0x48, 0x4F, 0x50, 0x51, 0x52, 0x53, 0x65, 0xE1])
    #expect(keyboard.taken() == [])
  }

  @Test("a line of 32 digits is a line; the 33rd digit spoils it, once")
  func tooLong() throws {
    var keyboard = try Keyboard(.hidraw)
    keyboard.type([UInt8](repeating: 0x5D, count: 32) + [0x58])
    #expect(keyboard.taken().count == 33)
    keyboard.type([UInt8](repeating: 0x5D, count: 40) + [0x58])
    #expect(keyboard.taken().suffix(2) == ["digit 5", "spoiled too long"])
  }

  @Test("a code that was taken starts a line, so that nobody has to press Enter")
  func startInput() throws {
    var keyboard = try Keyboard(.evdev)
    for _ in 0..<10 {
      keyboard.type([UInt8](repeating: 0x5D, count: 6))
      _ = keyboard.driver.perform(.startInput, at: keyboard.time)
    }
    #expect(keyboard.taken() == [String](repeating: "digit 5", count: 60))
    keyboard.type([0x58])
    #expect(keyboard.taken() == [], "the Enter that a token types after a code that was taken is nothing")
  }

  @Test("events that the kernel dropped spoil the line, and what is held is found out anew")
  func dropped() throws {
    var keyboard = try Keyboard(.evdev)
    keyboard.type([0x59])
    keyboard.event(type: 1, code: 80, value: 1)
    keyboard.event(type: 0, code: 3, value: 0)
    keyboard.event(type: 1, code: 81, value: 1)
    keyboard.event(type: 0, code: 0, value: 0)
    keyboard.type([0x58, 0x5A, 0x58])
    #expect(keyboard.taken() == ["digit 1", "digit 2", "spoiled lost frame", "digit 2", "enter"])
  }

  @Test("reports of other lengths are passed over, and noted once", arguments: [0, 1, 7, 9, 16, 64])
  func oddReports(length: Int) throws {
    var keyboard = try Keyboard(.hidraw)
    for _ in 0..<3 { keyboard.give([UInt8](repeating: 0x59, count: length)) }
    #expect(keyboard.taken() == ["note"])
    keyboard.type([0x59])
    #expect(keyboard.taken() == ["digit 1"])
  }

  @Test("several events and reports in one reading are taken one by one")
  func batches() throws {
    var keyboard = try Keyboard(.evdev)
    let second = Duration.seconds(1)
    keyboard.give(
      Keyboard.event(type: 1, code: 79, value: 1, at: second) + Keyboard.event(type: 0, code: 0, value: 0, at: second)
        + Keyboard.event(type: 1, code: 79, value: 0, at: second * 2)
        + Keyboard.event(type: 1, code: 79, value: 1, at: second * 3) + [1, 2, 3])
    #expect(keyboard.taken() == ["digit 1", "digit 1"], "the events' own times tell a press from a bounce")
  }

  @Test("settings that do not exist or do not fit are named")
  func settings() {
    func error(_ settings: [String: String]) -> DriverSettingsError? {
      do throws(DriverSettingsError) {
        _ = try HIDKeypad(settings: DriverSettings(settings))
        return nil
      } catch { return error }
    }
    #expect(error(["baud": "9600"]) == .unknown(name: "baud"))
    #expect(error(["num-lock": "yes"]) == .invalid(name: "num-lock", value: "yes", expected: "on or off"))
    #expect(error(["bounce": "101"]) == .invalid(name: "bounce", value: "101", expected: "milliseconds, 0 to 100"))
    #expect(
      error(["layout": "klingon"])
        == .invalid(
          name: "layout", value: "klingon",
          expected: "one of us, uk, qwertz, nordic, azerty, belgian, czech, dvorak"))
    #expect(error(["layout": "azerty", "num-lock": "off", "bounce": "0"]) == nil)
  }

  @Test("it speaks for nodes that udev names it for, however they are opened, and for no other")
  func matches() {
    func speaks(_ way: TransportKind, _ properties: [String: String]) -> Bool {
      HIDKeypad.matches.contains { $0.fits(DeviceTraits(way, properties: properties)) }
    }
    let named = ["KEYPORT_DRIVER": "hid-keypad"]
    let whole = ["KEYPORT_DRIVER": "hid-keypad", "KEYPORT_OVER": "usb-interface"]
    #expect(speaks(.evdev, named))
    #expect(speaks(.usbInterface, whole))
    #expect(!speaks(.usbInterface, named))
    #expect(!speaks(.hidraw, whole), "hidraw leaves the keys to the console as well")
    for way in Self.ways { #expect(!speaks(way, ["ID_INPUT_KEYBOARD": "1"])) }
  }
}
