import Cryptography
import DeviceDrivers
import DeviceModel
import Testing
import WireProtocol

struct KeyportKeypadTests {
  @Test("captures come out as they say, in pieces of any size", arguments: Capture.all("keyport-keypad"), [1, 3, 1000])
  func captures(_ capture: Capture, size: Int) throws {
    var keypad = try Keypad(settings: DriverSettings())
    capture.replay(&keypad, pieces: size)
  }

  @Test("the line is 115200 8N1 unless the operator says otherwise, who has no other settings")
  func settings() throws {
    #expect(try Keypad(settings: DriverSettings()).serialLine == SerialLine(baud: 115_200))
    #expect(try Keypad(settings: DriverSettings(["baud": "9600"])).serialLine == SerialLine(baud: 9600))
    #expect(throws: DriverSettingsError.unknown(name: "end")) {
      try Keypad(settings: DriverSettings(["end": "CR"]))
    }
  }

  @Test("a device that never answers fails with what to check, and holds no deadline any more")
  func mute() throws {
    var keypad = try Keypad(settings: DriverSettings())
    var effects = open(&keypad)
    while let deadline = keypad.nextDeadline { effects = keypad.handle(.deadline, at: deadline) }
    #expect(words(effects).count == 1)
    #expect(words(effects).first?.hasPrefix("failed it did not answer 10 hellos; check") == true)
  }

  @Test("a device that chooses a version it was not offered fails with that version")
  func versionNotOffered() throws {
    var keypad = try Keypad(settings: DriverSettings())
    _ = open(&keypad)
    let effects = keypad.handle(.received(hello(version: 7)), at: .zero)
    #expect(
      words(effects) == [
        "failed it chose protocol version 7, this keyportd speaks version 1; update keyportd or its firmware"
      ])
  }

  @Test("a device that falls silent fails after three pings")
  func silent() throws {
    var keypad = try Keypad(settings: DriverSettings())
    ready(&keypad)
    var effects = keypad.perform(.ping, at: .zero)
    while let deadline = keypad.nextDeadline { effects = keypad.handle(.deadline, at: deadline) }
    #expect(words(effects).first?.hasPrefix("failed it was there, but did not answer 3 pings") == true)
  }

  @Test("commands go out as frames once the device is ready, and not before")
  func commands() throws {
    var keypad = try Keypad(settings: DriverSettings())
    #expect(keypad.perform(.show("early"), at: .zero).isEmpty)
    ready(&keypad)
    let shown = messages(keypad.perform(.show("Zwölf\u{1b}[2J" + String(repeating: "€", count: 60)), at: .zero))
    guard case .show(let text)? = shown.first else {
      Issue.record("a text")
      return
    }
    #expect(text.utf8.count <= FrameLimits.longestSealedBody)
    #expect(String(decoding: text.utf8, as: UTF8.self).hasPrefix("Zwölf?[2J€€"))
    acknowledge(1, &keypad)
    guard case .feedback(.refused, [.light, .sound])? = messages(keypad.perform(.feedback(.refused), at: .zero)).first
    else {
      Issue.record("a signal")
      return
    }
    acknowledge(2, &keypad)
    guard case .feedback(.accepted, _)? = messages(keypad.perform(.feedback(.accepted), at: .zero)).first,
      case .ping? = messages(keypad.perform(.ping, at: .zero)).first
    else {
      Issue.record("a signal and a ping")
      return
    }
    #expect(keypad.nextDeadline != nil)
  }

  @Test("over HID the same frames go out in whole reports")
  func reports() throws {
    var keypad = try Keypad(settings: DriverSettings(), over: .hidraw)
    let hello = open(&keypad).map(\.bytes).filter { !$0.isEmpty }
    #expect(hello.allSatisfy { $0.count == FrameLimits.reportSize })
    var serial = try Keypad(settings: DriverSettings())
    #expect(hello.flatMap { $0.filter { $0 != 0 } } == open(&serial).flatMap(\.bytes).filter { $0 != 0 })

    // What is longer than a report is sent as several, each by itself.
    var shown = try Keypad(settings: DriverSettings(), over: .hidraw)
    ready(&shown)
    let long = shown.perform(.show(String(repeating: "w", count: 150)), at: .zero).map(\.bytes)
    #expect(long.map(\.count) == [64, 64, 64])
  }

  @Test("a message that cannot be read voids what was typed before it, and not what comes behind it in one piece")
  func unreadable() throws {
    var keypad = try Keypad(settings: DriverSettings())
    ready(&keypad)
    let unreadable = Frame(id: DeviceMessageID.key.rawValue, sequence: 2, body: SecretBytes(copying: []))
    let wire =
      DeviceMessage.key(.digit(1)).frame(sequence: 1).encoded() + unreadable.encoded()
      + DeviceMessage.key(.digit(2)).frame(sequence: 3).encoded()
    var bytewise = keypad
    let events = keypad.handle(.received(wire), at: .zero).compactMap { effect -> String? in
      if case .event(let event) = effect { "\(event)" } else { nil }
    }
    #expect(events.count == 3)
    #expect(events[1] == "\(DeviceEvent.inputSpoiled(.lostFrame))")
    let pieces = wire.flatMap { bytewise.handle(.received([$0]), at: .zero) }
    #expect(
      events
        == pieces.compactMap { effect -> String? in
          if case .event(let event) = effect { "\(event)" } else { nil }
        })
  }

  @Test("notes hold no digit that a person typed")
  func notes() throws {
    var keypad = try Keypad(settings: DriverSettings())
    ready(&keypad)
    let secret = SecretBytes(copying: "98765432".utf8)
    var wire = DeviceMessage.error(ErrorReport(rawCode: 99, about: 3, detail: secret)).frame(sequence: 0).encoded()
    wire += DeviceMessage.unrecognized(id: 0xD0, body: secret).frame(sequence: 1).encoded()
    wire += DeviceMessage.code(slot: 0, secret).frame(sequence: 9).encoded()
    for effect in keypad.handle(.received(wire), at: .zero) {
      #expect(!"\(effect)".contains("9876"))
      #expect(!String(reflecting: effect).contains("9876"))
    }
  }

  /// Opens the line, with zeros for the random bytes.
  private func open(_ keypad: inout Keypad) -> [DriverEffect] {
    let effects = keypad.handle(.opened, at: .zero)
    guard case .entropyWanted(let count)? = effects.first else { return effects }
    return keypad.handle(.entropy(SecretBytes(copying: [UInt8](repeating: 0, count: count))), at: .zero)
  }

  private func ready(_ keypad: inout Keypad) {
    _ = open(&keypad)
    #expect(words(keypad.handle(.received(hello()), at: .zero)) == ["ready  /  / - / -: keys display feedback"])
  }

  private func hello(version: UInt8 = 1) -> [UInt8] {
    let none = PrintableText(clipping: [], limit: 0)
    let hello = DeviceHello(
      version: version, answeredTag: 1, lastTaken: .nothing, capabilities: [.keys, .display, .feedback],
      isPaired: false, vendor: none, product: none, serial: none, firmware: none)
    return DeviceMessage.hello(hello).frame(sequence: 0).encoded()
  }

  private func acknowledge(_ number: UInt8, _ keypad: inout Keypad) {
    _ = keypad.handle(.received(DeviceMessage.ack.frame(sequence: number).encoded()), at: .zero)
  }

  private func messages(_ effects: [DriverEffect]) -> [HostMessage] {
    var decoder = FrameDecoder()
    return effects.flatMap(\.bytes).compactMap { byte in
      if case .frame(let frame)? = decoder.receive(byte) { try? HostMessage(frame) } else { nil }
    }
  }
}
