import DeviceDrivers
import DeviceModel
import FuzzRig
import RoomRig

// However the bytes come, each is one key at most and the key that it stands for; no line is longer than the longest,
// none ends empty or spoiled, and nothing is ever sent.
fuzz(longest: 512) { input in
  guard var keypad = try? LineKeypad(settings: DriverSettings()) else {
    fatalError("the standard settings are refused")
  }
  precondition(keypad.handle(.opened, at: .zero).count == 1, "more than ready was said at the start")
  let bytes = Array(input)
  let steps = DriverTrial(keypad).run(bytes, size: 2 + bytes.count % 29, at: .zero)

  let ends: [UInt8] = [0x0D, 0x0A, 0x23]
  var digits = 0
  var isSpoiled = false
  for (byte, effects) in zip(bytes, steps) {
    precondition(effects.count <= 1, "one byte did more than one thing")
    switch effects.first {
    case .event(.key(.digit(let digit))):
      digits += 1
      precondition(byte == 0x30 + digit && digits <= LineKeypad.longestLine && !isSpoiled, "a digit from nowhere")
    case .event(.key(.enter)):
      precondition(ends.contains(byte) && digits > 0 && !isSpoiled, "an end from nowhere")
    case .event(.key(.clear)):
      precondition(byte == 0x2A, "a clear from nowhere")
    case .event(.inputSpoiled):
      precondition(!isSpoiled, "a line was spoiled twice")
      isSpoiled = true
    case nil:
      precondition(isSpoiled || digits == 0, "a byte was swallowed")
    default:
      fatalError("a keypad that only listens did more")
    }
    if ends.contains(byte) || byte == 0x2A {
      digits = 0
      isSpoiled = false
    }
  }
  for command in [DeviceCommand.show("text"), .feedback(.accepted), .ping] {
    precondition(keypad.perform(command, at: .zero).isEmpty, "a keypad that only listens was written to")
  }
}
