import Cryptography
import DeviceDrivers
import DeviceModel
import HostPlatform
import Rig
import Testing

struct YubiKeyOTPTests {
  static let key = [UInt8](repeating: 0x0B, count: 20)
  static let plainReady = "ready Yubico / YubiKey 5 / 12345678 / 5.4.3: keys codes"
  static let ready = plainReady + " challenge"
  /// HMAC-SHA1 of "Hi There" (RFC 2202, test case 1).
  static let hiThere = "answer b6 17 31 86 55 05 72 64 e2 8b c0 b6 fb 37 8c 8e f1 46 be 00"

  /// The number of the request that brings the first part of an answer to "Hi There": after a look and three pieces, each
  /// written and looked after.
  static let firstPart = 6

  static func key(slot: YubiKeyModel.Slot = YubiKeyModel.Slot(key: key)) -> YubiKeyModel {
    var model = YubiKeyModel()
    model.slots = [1: slot]
    return model
  }

  @Test("captures come out as they say", arguments: Capture.all("yubikey-otp"))
  func captures(_ capture: Capture) throws {
    var driver = try YubiKeyOTP(settings: capture.settings)
    capture.replay(&driver, pieces: 8)
  }

  @Test("the table has the keyboard interface of every product with OTP, and no other interface")
  func matches() {
    func specificity(_ driver: any DeviceDriver.Type, _ device: DeviceTraits) -> Int? {
      driver.matches.filter { $0.fits(device) }.map(\.specificity).max()
    }
    let keyboard = USBInterface(classCode: 3, subclass: 1, protocolCode: 1)
    let other = USBInterface(classCode: 3, subclass: 0, protocolCode: 0)
    for transport in [TransportKind.usbInterface, .hidraw] {
      for product in [0x0010, 0x0110, 0x0111, 0x0114, 0x0116, 0x0401, 0x0403, 0x0405, 0x0407, 0x0410] as [UInt16] {
        let traits = DeviceTraits(transport, vendor: 0x1050, product: product, interface: keyboard)
        let fit = specificity(YubiKeyOTP.self, traits)
        #expect(fit != nil && fit! > specificity(HIDKeypad.self, traits) ?? 0)
        let others = DeviceTraits(transport, vendor: 0x1050, product: product, interface: other)
        #expect(specificity(YubiKeyOTP.self, others) == nil)
      }
      for product in [0x0112, 0x0113, 0x0115, 0x0402, 0x0404, 0x0406] as [UInt16] {
        let traits = DeviceTraits(transport, vendor: 0x1050, product: product, interface: keyboard)
        #expect(specificity(YubiKeyOTP.self, traits) == nil)
      }
    }
  }

  // MARK: Who it is

  @Test(
    "keys of every age say who they are",
    arguments: [
      ([5, 4, 3], true, true, plainReady), ([5, 4, 3], false, true, plainReady),
      ([5, 4, 3], false, false, "ready Yubico / YubiKey 5 / - / 5.4.3: keys codes"),
      ([4, 3, 7], false, true, "ready Yubico / YubiKey 4 / 12345678 / 4.3.7: keys codes"),
      ([3, 4, 0], false, true, "ready Yubico / YubiKey NEO / 12345678 / 3.4.0: keys codes"),
      ([2, 2, 3], false, true, "ready Yubico / YubiKey 2 / 12345678 / 2.2.3: keys codes"),
      ([2, 1, 9], false, true, "ready Yubico / YubiKey 2 / - / 2.1.9: keys codes"),
    ] as [([UInt8], Bool, Bool, String)])
  func identification(version: [UInt8], hasInfo: Bool, hasSerial: Bool, told: String) throws {
    var model = YubiKeyModel()
    model.version = version
    if !hasInfo { model.info = nil }
    if !hasSerial { model.serial = nil }
    var bench = try YubiKeyBench(model)
    #expect(bench.open() == [told])
    #expect(bench.early == 0)
    #expect(version != [2, 1, 9] || bench.writes == 0)
  }

  @Test("records of device information that are cut short are left alone, and the serial number is asked for")
  func brokenInfo() throws {
    var model = YubiKeyModel()
    model.info = [0x02, 0x04, 0x00]
    var bench = try YubiKeyBench(model)
    #expect(bench.open() == [Self.plainReady])
    #expect(bench.key.frames.map { $0[64] } == [0x13, 0x10])
  }

  @Test(
    "nothing is written to a device whose feature report is not a YubiKey's",
    arguments: [[], [0, 5, 4, 3], [0, 0, 0, 0, 0, 0, 0, 0x07], Array(0...63)] as [[UInt8]])
  func stranger(report: [UInt8]) throws {
    var driver = try YubiKeyOTP(settings: DriverSettings())
    var effects = driver.handle(.opened, at: .zero)
    for _ in 0..<20 where driver.nextDeadline != nil {
      #expect(!effects.contains { $0.request?.hasPrefix("set") == true })
      if effects.contains(where: { $0.request == "get 8" }) {
        effects = driver.handle(.featureReport(report), at: .zero)
      } else if let deadline = driver.nextDeadline {
        effects = driver.handle(.deadline, at: deadline)
      }
    }
    #expect(words(effects).first?.hasPrefix("failed its feature report cannot be used") == true)
    #expect(driver.nextDeadline == nil)
  }

  @Test("half an answer that another program left is dropped first")
  func halfReadAnswer() throws {
    var model = Self.key()
    model.say(Array(0..<20))
    model.parts.removeFirst(2)
    var bench = try YubiKeyBench(model)
    #expect(bench.open() == [Self.ready])
    #expect(bench.key.aborts >= 1)
  }

  @Test("another program's wait for a touch is ended first")
  func strangersTouch() throws {
    var model = Self.key()
    model.leaveTouchWanted()
    var bench = try YubiKeyBench(model)
    #expect(bench.open() == [Self.ready])
  }

  @Test("a NEO that starts up is waited for, and one that never does has failed")
  func startUp() throws {
    var model = YubiKeyModel()
    model.startReports = 40
    var bench = try YubiKeyBench(model)
    #expect(bench.open() == [Self.plainReady])
    model.startReports = nil
    bench = try YubiKeyBench(model)
    #expect(bench.open().first?.hasPrefix("failed ") == true)
    #expect(bench.now < .seconds(10))
  }

  // MARK: Challenges

  @Test("RFC 2202's first vector is answered")
  func vector() throws {
    #expect(hex(YubiKeyModel.hmac(Self.key, Array("Hi There".utf8))) == Self.hiThere.dropFirst(7))
    var bench = try YubiKeyBench.ready(Self.key())
    #expect(bench.challenge(Array("Hi There".utf8)) == [Self.hiThere])
    #expect(bench.challenge(Array("Hi There".utf8)) == [Self.hiThere])
  }

  @Test("messages of any length and with any end are answered, by either slot", arguments: [1, 2])
  func anyMessage(slot: Int) throws {
    var generator = SeededGenerator()
    var model = YubiKeyModel()
    model.slots = [slot: YubiKeyModel.Slot(key: generator.bytes(20))]
    var bench = try YubiKeyBench.ready(model)
    for length in 1...63 {
      var message = generator.bytes(length)
      if length % 3 == 0 { message[length - 1] = UInt8(length % 2) }
      if length % 5 == 0 { message = [UInt8](repeating: UInt8(length % 2), count: length) }
      let expected = YubiKeyModel.hmac(model.slots[slot]!.key, message)
      let told = bench.challenge(message, slot: slot)
      #expect(told == ["answer \(hex(expected))"], "\(generator.replay)")
    }
  }

  @Test("a slot of fixed length answers 64 bytes as they are")
  func fixedLength() throws {
    var bench = try YubiKeyBench.ready(Self.key(slot: YubiKeyModel.Slot(key: Self.key, isFixedLength: true)))
    let message = [UInt8](repeating: 0xAA, count: 64)
    #expect(bench.challenge(message) == ["answer \(hex(YubiKeyModel.hmac(Self.key, message)))"])
  }

  @Test("a touch is asked for once, and then the answer comes")
  func touch() throws {
    var bench = try YubiKeyBench.ready(Self.key(slot: YubiKeyModel.Slot(key: Self.key, touchAfter: 30)))
    #expect(bench.challenge(Array("Hi There".utf8)) == ["touch wanted", Self.hiThere])
  }

  @Test(
    "a touch that does not come ends the challenge, when the key says so or when it says nothing",
    arguments: [150, 1_000_000])
  func noTouch(patience: Int) throws {
    let slot = YubiKeyModel.Slot(key: Self.key, touchAfter: nil, patience: patience)
    var bench = try YubiKeyBench.ready(Self.key(slot: slot))
    let begin = bench.now
    #expect(
      bench.challenge([1]) == ["touch wanted", "unanswered"])
    #expect(bench.now - begin < .seconds(25))
    bench.key.slots[1]!.touchAfter = 0
    #expect(bench.challenge(Array("Hi There".utf8)) == [Self.hiThere])
  }

  @Test("a key that says how long it waits for a touch is waited for as long")
  func configuredTouchTime() throws {
    var model = Self.key(slot: YubiKeyModel.Slot(key: Self.key, touchAfter: 500))
    model.info! += [0x07, 0x01, 60]
    var bench = try YubiKeyBench.ready(model)
    #expect(bench.challenge(Array("Hi There".utf8)) == ["touch wanted", Self.hiThere])
  }

  @Test("a challenge that cannot be is refused and leaves the key as it was")
  func refusals() throws {
    var bench = try YubiKeyBench.ready(Self.key())
    #expect(bench.challenge([1], slot: 2) == ["refused: the slot answers no challenges"])
    let writes = bench.writes
    #expect(bench.challenge([1], slot: 0) == ["refused: there are slots 1 and 2"])
    #expect(bench.challenge([1], slot: 3) == ["refused: there are slots 1 and 2"])
    let length = "refused: a challenge has 1 to 64 bytes"
    #expect(bench.challenge([]) == [length])
    #expect(bench.challenge([UInt8](repeating: 1, count: 65)) == [length])
    #expect(bench.writes == writes)
    #expect(bench.challenge(Array("Hi There".utf8)) == [Self.hiThere])
  }

  @Test("a second challenge while one is open is refused, and the first goes on")
  func busy() throws {
    var bench = try YubiKeyBench.ready(Self.key())
    let message = SecretBytes(copying: "Hi There".utf8)
    let first = bench.driver.perform(.request(.challenge(slot: 1, question: message), ticket: 1), at: bench.now)
    let second = bench.driver.perform(.request(.challenge(slot: 1, question: message), ticket: 1), at: bench.now)
    #expect(words(second) == ["refused: the key has not answered what it was asked before"])
    #expect(bench.run(first) == [Self.hiThere])
  }

  @Test("a challenge before the key is ready fails")
  func early() throws {
    var driver = try YubiKeyOTP(settings: DriverSettings())
    let effects = driver.perform(
      .request(.challenge(slot: 1, question: SecretBytes(copying: [1])), ticket: 1), at: .zero)
    #expect(words(effects) == ["refused: the key is not ready"])
  }

  // MARK: What goes wrong

  @Test("a bit that is wrong in any part of an answer is found, and the next challenge is answered", arguments: 0..<7)
  func wrongBit(byte: Int) throws {
    for part in 0..<4 {
      var bench = try YubiKeyBench.ready(Self.key())
      bench.key.busyReports = 0
      bench.fault = { $0 == Self.firstPart + part ? .flip(byte: byte) : nil }
      // What fills the last part up proves nothing and says nothing.
      let isFiller = part == 3 && byte > 0
      let expected = isFiller ? Self.hiThere : "unknown: the answer came damaged"
      #expect(bench.challenge(Array("Hi There".utf8)) == [expected], "part \(part)")
      bench.fault = { _ in nil }
      #expect(bench.challenge(Array("Hi There".utf8)) == [Self.hiThere])
    }
  }

  @Test("a part that is lost is missed", arguments: 0..<4)
  func lostPart(part: Int) throws {
    var bench = try YubiKeyBench.ready(Self.key())
    bench.key.busyReports = 0
    bench.fault = { $0 == Self.firstPart + part ? .skip : nil }
    #expect(bench.challenge(Array("Hi There".utf8)) == ["unknown: the answer came damaged"])
    bench.fault = { _ in nil }
    #expect(bench.challenge(Array("Hi There".utf8)) == [Self.hiThere])
  }

  @Test("an identification that comes damaged is asked for again")
  func damagedIdentification() throws {
    for request in 0..<40 {
      var bench = try YubiKeyBench()
      bench.fault = { $0 == request ? .flip(byte: 3) : nil }
      let told = bench.open()
      // The status report has no checksum: a bit of the version is the device's word.
      #expect(told.count == 1 && told[0].hasPrefix("ready Yubico / YubiKey 5 / 12345678 / "), "request \(request)")
    }
  }

  @Test("one request that stalls, whichever it is, costs nothing but time")
  func oneStall() throws {
    for request in 0..<60 {
      var bench = try YubiKeyBench(Self.key())
      bench.fault = { $0 == request ? .stall : nil }
      #expect(bench.open() == [Self.ready], "request \(request)")
      let told = bench.challenge(Array("Hi There".utf8))
      // A part whose request stalled may be lost, and then the answer is.
      #expect(told == [Self.hiThere] || told == ["unknown: the answer came damaged"], "request \(request)")
    }
  }

  @Test("a device that takes nothing more is given up, wherever it stops: unplugged or stalled")
  func unplugged() throws {
    for request in 0..<40 {
      var bench = try YubiKeyBench.ready(Self.key())
      let begin = bench.now
      bench.fault = { $0 >= request ? .stall : nil }
      let told = bench.challenge(Array("Hi There".utf8))
      guard bench.requests > request else { continue }
      #expect(told.first == "unknown: the key was lost before it answered" && told.count == 2, "request \(request)")
      #expect(told.last?.hasPrefix("failed its feature report cannot be used: the pipe stalled;") == true)
      #expect(bench.now - begin < .seconds(10))
      bench.fault = { _ in nil }
      #expect(bench.open() == [Self.ready])
      #expect(bench.challenge(Array("Hi There".utf8)) == [Self.hiThere])
    }
  }

  @Test("a device that falls silent is given up, wherever it does")
  func silent() throws {
    for request in 0..<40 {
      var bench = try YubiKeyBench.ready(Self.key())
      let begin = bench.now
      bench.fault = { $0 >= request ? .mute : nil }
      let told = bench.challenge(Array("Hi There".utf8))
      guard told != [Self.hiThere] else { continue }
      #expect(told.first == "unknown: the key was lost before it answered" && told.count == 2, "request \(request)")
      #expect(told.last?.contains("did not answer within 3") == true)
      #expect(bench.now - begin < .seconds(10))
    }
  }

  @Test("a device whose writes all stall is given up, though it can be read")
  func writesStall() throws {
    var driver = try YubiKeyOTP(settings: DriverSettings())
    var model = Self.key()
    var now = Duration.zero
    var told: [String] = []
    var waiting = driver.handle(.opened, at: now)[...]
    for _ in 0..<1000 {
      if let effect = waiting.popFirst() {
        if let word = effect.words { told.append(word) }
        if case .setFeatureReport = effect { waiting += driver.handle(.featureReportFailed("no"), at: now) }
        if case .getFeatureReport = effect { waiting += driver.handle(.featureReport(model.get()), at: now) }
      } else if let deadline = driver.nextDeadline {
        now = deadline
        waiting += driver.handle(.deadline, at: now)
      }
    }
    #expect(told.count == 1 && told[0].hasPrefix("failed "))
    #expect(driver.nextDeadline == nil)
  }

  @Test("a device that never takes what was written has an end too")
  func neverTakes() throws {
    var model = Self.key()
    model.neverTakes = true
    var bench = try YubiKeyBench(model)
    #expect(bench.open().first?.hasPrefix("failed ") == true)
    #expect(bench.now < .seconds(20))
  }

  @Test("an answer that nobody asked for is dropped")
  func unasked() throws {
    var bench = try YubiKeyBench.ready(Self.key())
    for flags in UInt8.min...UInt8.max {
      #expect(bench.driver.handle(.featureReport([1, 2, 3, 4, 5, 6, 7, flags]), at: bench.now).isEmpty)
    }
    #expect(bench.driver.handle(.featureReportFailed("late"), at: bench.now).isEmpty)
    #expect(bench.driver.nextDeadline == nil)
  }

  @Test("a ping finds out that the key is gone, and nothing where it is there")
  func ping() throws {
    var bench = try YubiKeyBench.ready(Self.key())
    #expect(bench.run(bench.driver.perform(.ping, at: bench.now)).isEmpty)
    bench.fault = { _ in .mute }
    #expect(bench.run(bench.driver.perform(.ping, at: bench.now)).first?.hasPrefix("failed ") == true)
  }

  @Test("it tells which slots hold a key and what they are for, and refuses what it cannot do")
  func requests() throws {
    var model = Self.key()
    model.types = [2]
    model.slots[2] = YubiKeyModel.Slot(key: Self.key)
    var bench = try YubiKeyBench.ready(model)
    #expect(bench.run(bench.driver.perform(.request(.listSlots, ticket: 1), at: bench.now)) == ["slots [1, 2] of 2"])
    #expect(
      bench.run(bench.driver.perform(.request(.status, ticket: 2), at: bench.now))
        == ["slot 1 answers challenges; slot 2 types when touched"])
    #expect(
      bench.run(bench.driver.perform(.request(.eraseAll, ticket: 3), at: bench.now))
        == ["refused: a YubiKey does not do this over its OTP interface"])
  }

  @Test("it takes no settings")
  func settings() {
    #expect(throws: DriverSettingsError.unknown(name: "slot")) {
      try YubiKeyOTP(settings: DriverSettings(["slot": "1"]))
    }
  }
}
