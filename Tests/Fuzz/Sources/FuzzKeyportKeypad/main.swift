import Cryptography
import DeviceDrivers
import DeviceModel
import FuzzRig
import RoomRig
import WireProtocol

/// Hands `bytes` to a driver whose line was just opened, and traps where it does more than it may.
func check(_ bytes: [UInt8]) {
  guard var keypad = try? KeyportKeypad(settings: DriverSettings()) else { fatalError("no settings are refused") }
  var sent = SentFrames()
  guard case .send(let hello)? = keypad.handle(.opened, at: .zero).first else { fatalError("no hello was sent") }
  _ = sent.take(hello)

  var isReady = false
  var inputs = 0
  for effects in DriverTrial(keypad).run(bytes, size: 2 + bytes.count % 29, at: .milliseconds(1)) {
    precondition(effects.count <= 3, "one byte did more than a frame can")
    precondition(effects.count { if case .event(.key) = $0 { true } else { false } } <= 1, "one byte is two keys")
    for effect in effects {
      switch effect {
      case .send(let bytes):
        precondition(sent.take(bytes).id == HostMessageID.hello.rawValue, "a device was told more than hello")
        isReady = false
      case .ready(let identity, _):
        isReady = true
        let texts = [identity.vendor, identity.product, identity.serial ?? "", identity.firmware ?? ""]
        precondition(texts.allSatisfy { PrintableText($0.utf8) != nil }, "an identity cannot be shown")
      case .event(.key), .event(.code):
        precondition(isReady, "something was typed at a device that is not ready")
        inputs += 1
      case .event(.inputSpoiled):
        break
      case .event(.yubicoOTP), .setFeatureReport, .getFeatureReport, .entropyWanted, .unit, .session:
        fatalError("a keypad of ours does no such thing")
      case .failed: isReady = false
      case .note(let text): precondition(PrintableText(text.utf8) != nil, "a note cannot be logged")
      }
    }
  }
  // A key takes a frame of seven bytes, a code more.
  precondition(inputs * 7 <= bytes.count, "more was typed than came")
}

// However the bytes come, they say the same; and nothing that was typed counts before the device is ready. The input is
// taken as the bytes of the line, then as frames with the right checksums.
fuzz(longest: 512) { input in
  check(Array(input))
  var script = Script(input)
  var bytes: [UInt8] = []
  while !script.isAtEnd {
    bytes += Frame(id: script.byte(), sequence: script.byte(), bytes: script.bytes(atMost: 122)).encoded()
  }
  check(bytes)
}
