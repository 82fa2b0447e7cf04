import Cryptography
import DeviceDrivers
import DeviceModel
import FuzzRig
import RoomRig
import WireProtocol

/// What the driver draws: the tag of its first hello is then 1.
let entropy = SecretBytes(copying: [UInt8](repeating: 0, count: HostLink<PlainSuite>.entropySize))

/// Hands `bytes` to a driver whose line was just opened, and traps where it does more than it may.
func check(_ bytes: [UInt8]) {
  guard var keypad = try? KeyportKeypad<PlainSuite>(settings: DriverSettings()) else {
    fatalError("no settings are refused")
  }
  let made = Acquaintance.made
  _ = keypad.perform(
    .useCredentials(DeviceCredentials(keys: made.host, known: [made.device.publicKey])), at: .zero)
  guard case .entropyWanted(HostLink<PlainSuite>.entropySize)? = keypad.handle(.opened, at: .zero).first else {
    fatalError("a line was opened without entropy")
  }
  var sent = SentFrames()
  for effect in keypad.handle(.entropy(entropy), at: .zero) {
    guard case .send(let bytes) = effect else { fatalError("something else than a hello was done") }
    _ = sent.take(bytes)
  }

  var isReady = false
  var inputs = 0
  for effects in DriverTrial(keypad).run(bytes, size: 2 + bytes.count % 29, at: .milliseconds(1)) {
    precondition(effects.count <= 2 + Int(EntryMode.mostDigits), "one byte did more than a frame can")
    for effect in effects {
      switch effect {
      case .send(let bytes):
        guard let frame = sent.take(bytes)?.frame, let id = HostMessageID(rawValue: frame.id) else { continue }
        precondition([.hello, .ack, .handshake].contains(id), "a device was told more than it must be")
        if id == .hello { isReady = false }
      case .ready(let identity, _):
        isReady = true
        let texts = [identity.vendor, identity.product, identity.serial ?? "", identity.firmware ?? ""]
        precondition(texts.allSatisfy { PrintableText($0.utf8) != nil }, "an identity cannot be shown")
      case .event(.key), .event(.code):
        precondition(isReady, "something was typed at a device that is not ready")
        inputs += 1
      case .event(.inputSpoiled), .entropyWanted, .session: break
      case .event(.notice(let text)), .note(let text):
        precondition(PrintableText(text.utf8) != nil, "a note cannot be logged")
      case .event(.answer), .event(.yubicoOTP), .setFeatureReport, .getFeatureReport, .unit:
        fatalError("a keypad of ours does no such thing unasked")
      case .failed: isReady = false
      }
    }
  }
  // A digit takes a byte of a frame, and Enter the frame's own.
  precondition(inputs <= bytes.count, "more was typed than came")
}

// However the bytes come, they say the same; and nothing that was typed counts before the device is ready. The input is
// taken as the bytes of the line; then as frames with the right checksums; then as numbered messages of a device which
// has said hello.
fuzz(longest: 512) { input in
  check(Array(input))
  var script = Script(input)
  var bytes: [UInt8] = []
  while !script.isAtEnd {
    bytes += Frame(id: script.byte(), sequence: script.byte(), bytes: script.bytes(atMost: 186)).encoded()
  }
  check(bytes)

  script = Script(input)
  let way = script.byte()
  let name = PrintableText(clipping: script.bytes(atMost: 28), limit: 28)
  let hello = DeviceHello(
    version: 1, answeredTag: 1, lastTaken: .nothing, capabilities: Capabilities(rawValue: UInt32(way) << 5 | 31),
    isPaired: way & 0x81 == 0x81, vendor: name, product: name, serial: name, firmware: name)
  bytes = DeviceMessage.hello(hello).frame(sequence: SequenceNumber.unnumbered).encoded()
  var sequence = SequenceNumber.unnumbered
  while !script.isAtEnd {
    sequence = SequenceNumber.following(sequence)
    bytes += Frame(id: script.byte() | 0x80, sequence: sequence, bytes: script.bytes(atMost: 186)).encoded()
  }
  check(bytes)
}
