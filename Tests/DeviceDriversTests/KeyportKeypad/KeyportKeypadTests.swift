import Cryptography
import DeviceDrivers
import DeviceModel
import Testing
import WireProtocol

struct KeyportKeypadTests {
  @Test("captures come out as they say, in pieces of any size", arguments: Capture.all("keyport-keypad"), [1, 3, 1000])
  func captures(_ capture: Capture, size: Int) throws {
    var keypad = try KeyportKeypad(settings: DriverSettings())
    capture.replay(&keypad, pieces: size)
  }

  @Test("the line is 115200 8N1 unless the operator says otherwise, who has no other settings")
  func settings() throws {
    #expect(try KeyportKeypad(settings: DriverSettings()).serialLine == SerialLine(baud: 115_200))
    #expect(try KeyportKeypad(settings: DriverSettings(["baud": "9600"])).serialLine == SerialLine(baud: 9600))
    #expect(throws: DriverSettingsError.unknown(name: "end")) {
      try KeyportKeypad(settings: DriverSettings(["end": "CR"]))
    }
  }

  @Test("a device that never answers fails with what to check, and holds no deadline any more")
  func mute() throws {
    var keypad = try KeyportKeypad(settings: DriverSettings())
    var effects = keypad.handle(.opened, at: .zero)
    while let deadline = keypad.nextDeadline { effects = keypad.handle(.deadline, at: deadline) }
    #expect(words(effects).count == 1)
    #expect(words(effects).first?.hasPrefix("failed it did not answer 10 hellos; check") == true)
  }

  @Test("a device that chooses a version it was not offered fails with that version")
  func versionNotOffered() throws {
    var keypad = try KeyportKeypad(settings: DriverSettings())
    _ = keypad.handle(.opened, at: .zero)
    let effects = keypad.handle(.received(hello(version: 7)), at: .zero)
    #expect(
      words(effects) == [
        "failed it chose protocol version 7, this keyportd speaks version 0; update keyportd or its firmware"
      ])
  }

  @Test("a device that falls silent fails after three pings")
  func silent() throws {
    var keypad = try KeyportKeypad(settings: DriverSettings())
    ready(&keypad)
    var effects = keypad.perform(.ping, at: .zero)
    while let deadline = keypad.nextDeadline { effects = keypad.handle(.deadline, at: deadline) }
    #expect(words(effects).first?.hasPrefix("failed it was there, but did not answer 3 pings") == true)
  }

  @Test("commands go out as frames once the device is ready, and not before")
  func commands() throws {
    var keypad = try KeyportKeypad(settings: DriverSettings())
    #expect(keypad.perform(.show("early"), at: .zero).isEmpty)
    ready(&keypad)
    let shown = messages(keypad.perform(.show("Zwölf\u{1b}[2J" + String(repeating: "€", count: 60)), at: .zero))
    guard case .show(let text)? = shown.first else {
      Issue.record("a text")
      return
    }
    #expect(text.utf8.count <= FrameLimits.longestBody)
    #expect(String(decoding: text.utf8, as: UTF8.self).hasPrefix("Zwölf?[2J€€"))
    guard case .feedback(.refused)? = messages(keypad.perform(.feedback(.refused), at: .zero)).first,
      case .feedback(.accepted)? = messages(keypad.perform(.feedback(.accepted), at: .zero)).first,
      case .ping? = messages(keypad.perform(.ping, at: .zero)).first
    else {
      Issue.record("two signals and a ping")
      return
    }
    #expect(keypad.nextDeadline != nil)
  }

  @Test("notes hold no digit that a person typed")
  func notes() throws {
    var keypad = try KeyportKeypad(settings: DriverSettings())
    ready(&keypad)
    let secret = SecretBytes(copying: "98765432".utf8)
    var wire = DeviceMessage.error(ErrorReport(rawCode: 99, about: 3, detail: secret)).frame(sequence: 1).encoded()
    wire += DeviceMessage.unrecognized(id: 0xC0, body: secret).frame(sequence: 2).encoded()
    wire += DeviceMessage.code(secret).frame(sequence: 9).encoded()
    for effect in keypad.handle(.received(wire), at: .zero) {
      #expect(!"\(effect)".contains("9876"))
      #expect(!String(reflecting: effect).contains("9876"))
    }
  }

  private func ready(_ keypad: inout KeyportKeypad) {
    _ = keypad.handle(.opened, at: .zero)
    #expect(words(keypad.handle(.received(hello()), at: .zero)) == ["ready  /  / - / -: keys display feedback"])
  }

  private func hello(version: UInt8 = 0) -> [UInt8] {
    let none = PrintableText(clipping: [], limit: 0)
    let hello = DeviceHello(
      version: version, answeredTag: 1, capabilities: [.keys, .display, .feedback], vendor: none, product: none,
      serial: none, firmware: none)
    return DeviceMessage.hello(hello).frame(sequence: 0).encoded()
  }

  private func messages(_ effects: [DriverEffect]) -> [HostMessage] {
    var decoder = FrameDecoder()
    return effects.flatMap(\.bytes).compactMap { byte in
      if case .frame(let frame)? = decoder.receive(byte) { try? HostMessage(frame) } else { nil }
    }
  }
}
