import Cryptography
import DeviceDrivers
import DeviceModel
import Testing

struct TypedLineTests {
  static let otp = "cccccclbjkvbrhdnlgujhfblgvtivuclbefktthcjcvt"

  @Test("a code is its digits and Enter, typed in the main block or the numeric one")
  func digits() throws {
    var bench = try YubiKeyBench.ready()
    let code = ["digit 7", "digit 5", "digit 5", "digit 2", "digit 2", "digit 4", "digit 1", "digit 0", "enter"]
    #expect(type("75522410\n", &bench) == code)
    #expect(type("75522410\n", &bench, isNumericBlock: true) == code)
  }

  @Test("a code whose Enter is not set up ends when the key stops")
  func noEnter() throws {
    var bench = try YubiKeyBench.ready()
    #expect(type("12", &bench) == ["digit 1", "digit 2", "enter"])
    #expect(bench.driver.nextDeadline == nil)
  }

  @Test("digits that were taken are not ended a second time")
  func taken() throws {
    var bench = try YubiKeyBench.ready()
    for report in reports("12", isNumericBlock: false) { _ = bench.driver.handle(.received(report), at: bench.now) }
    _ = bench.driver.perform(.startInput, at: bench.now)
    #expect(bench.driver.nextDeadline == nil)
    #expect(type("3\n", &bench) == ["digit 3", "enter"])
  }

  @Test("a Yubico OTP comes whole, with a public name of any length, with Enter or without", arguments: ["\n", ""])
  func yubicoOTP(end: String) throws {
    var bench = try YubiKeyBench.ready()
    #expect(type(Self.otp + end, &bench) == ["yubico-otp \(Self.otp)"])
    #expect(type("\t" + Self.otp.suffix(32) + end, &bench) == ["yubico-otp \(Self.otp.suffix(32))"])
    let longest = String(repeating: "v", count: 64)
    #expect(type(longest + end, &bench) == ["yubico-otp \(longest)"])
  }

  @Test("a Yubico OTP is never a key, whatever goes wrong within it", arguments: 0..<44)
  func neverKeys(index: Int) throws {
    var bench = try YubiKeyBench.ready()
    for wrong in ["1", "A", "a", "", "\n", "!"] {
      var text = Array(Self.otp).map(String.init)
      text[index] = wrong
      let told = type(text.joined() + "\n", &bench)
      // Enter in its middle makes two lines of it, of which one can be an OTP with a shorter name.
      #expect(!told.contains { $0.hasPrefix("yubico-otp") } || wrong == "\n")
      #expect(!told.contains("yubico-otp \(Self.otp)"))
      #expect(!told.contains("enter") || (index == 0 && wrong == "1"), "\(told)")
    }
  }

  @Test(
    "an OATH code behind its token's identifier is its digits alone",
    arguments: ["ubnu00012345755224", "cccccccccccc755224", "vv0000012345755224"])
  func identifier(text: String) throws {
    var bench = try YubiKeyBench.ready()
    let code = ["digit 7", "digit 5", "digit 5", "digit 2", "digit 2", "digit 4"]
    #expect(type(text + "\n", &bench) == code + ["enter"])
    #expect(type(text + "10\n", &bench) == code + ["digit 1", "digit 0", "enter"])
    #expect(type(text + "1\n", &bench) == ["spoiled not a code"])
  }

  @Test(
    "what is no code is thrown away, once",
    arguments: [
      ("hunter2!\n", "spoiled not a digit"), ("Vicious\n", "spoiled not a digit"), ("cbde\n", "spoiled not a code"),
      (String(repeating: "c", count: 33) + "\n", "spoiled not a code"),
      (String(repeating: "c", count: 65) + "\n", "spoiled too long"), ("A\n", "spoiled not a digit"),
    ])
  func noCode(text: String, told: String) throws {
    var bench = try YubiKeyBench.ready()
    #expect(type(text, &bench) == [told])
    #expect(type("7\n", &bench) == ["digit 7", "enter"])
  }

  @Test("digits of a static password do not stand alone")
  func mixed() throws {
    var bench = try YubiKeyBench.ready()
    #expect(type("12ab34\n", &bench) == ["digit 1", "digit 2", "spoiled not a digit"])
    #expect(type(String(repeating: "1", count: 33) + "\n", &bench).suffix(2) == ["digit 1", "spoiled too long"])
  }

  @Test("roll-over and reports of another length spoil the line")
  func damage() throws {
    var bench = try YubiKeyBench.ready()
    let rollOver: [UInt8] = [0, 0, 1, 1, 1, 1, 1, 1]
    #expect(words(bench.driver.handle(.received(rollOver), at: bench.now)) == ["spoiled damaged frame"])
    #expect(words(bench.driver.handle(.received([0, 0, 0x1E]), at: bench.now)).isEmpty)
    #expect(type("5\n", &bench).isEmpty)
    #expect(type("5\n", &bench) == ["digit 5", "enter"])
  }

  @Test("a key that is held is one key")
  func held() throws {
    var bench = try YubiKeyBench.ready()
    let down: [UInt8] = [0, 0, 0x1E, 0, 0, 0, 0, 0]
    #expect(words(bench.driver.handle(.received(down), at: bench.now)) == ["digit 1"])
    #expect(bench.driver.handle(.received(down), at: bench.now).isEmpty)
    let second: [UInt8] = [0, 0, 0x1E, 0x1F, 0, 0, 0, 0]
    #expect(words(bench.driver.handle(.received(second), at: bench.now)) == ["digit 2"])
  }

  @Test("typing goes on while a challenge waits for its touch")
  func both() throws {
    let slot = YubiKeyModel.Slot(key: YubiKeyOTPTests.key, touchAfter: 5)
    var bench = try YubiKeyBench.ready(YubiKeyOTPTests.key(slot: slot))
    var effects = bench.driver.perform(
      .request(.challenge(slot: 1, question: .init(copying: "Hi There".utf8)), ticket: 1), at: bench.now)
    for report in reports("1\n", isNumericBlock: false) {
      effects += bench.driver.handle(.received(report), at: bench.now)
    }
    #expect(bench.run(effects) == ["digit 1", "enter", "touch wanted", YubiKeyOTPTests.hiThere])
  }

  /// Types `text`, then waits for whatever the driver waits for.
  private func type(_ text: String, _ bench: inout YubiKeyBench, isNumericBlock: Bool = false) -> [String] {
    var effects: [DriverEffect] = []
    for report in reports(text, isNumericBlock: isNumericBlock) {
      bench.now += .milliseconds(10)
      effects += bench.driver.handle(.received(report), at: bench.now)
    }
    return bench.run(effects)
  }

  /// The reports of a US keyboard: each key down, then up.
  private func reports(_ text: String, isNumericBlock: Bool) -> [[UInt8]] {
    text.utf8.flatMap { byte in
      var shift: UInt8 = 0
      var usage: UInt8 = 0
      switch byte {
      case 0x30...0x39 where isNumericBlock: usage = byte == 0x30 ? 0x62 : byte - 0x31 + 0x59
      case 0x30...0x39: usage = byte == 0x30 ? 0x27 : byte - 0x31 + 0x1E
      case 0x61...0x7A: usage = byte - 0x61 + 4
      case 0x41...0x5A: (shift, usage) = (2, byte - 0x41 + 4)
      case 0x21: (shift, usage) = (2, 0x1E)
      case 0x0A: usage = isNumericBlock ? 0x58 : 0x28
      case 0x09: usage = 0x2B
      default: preconditionFailure("no key for this")
      }
      return [[shift, 0, usage, 0, 0, 0, 0, 0], [UInt8](repeating: 0, count: 8)]
    }
  }
}
