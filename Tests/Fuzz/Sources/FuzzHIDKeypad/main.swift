import DeviceDrivers
import DeviceModel
import FuzzRig

// The first byte chooses the way and the settings, the second the size of each reading. Whatever comes, nothing is sent
// after the opening, no line is longer than the longest, none ends empty or spoiled, and a line is spoiled once.
fuzz(longest: 4096) { input in
  guard input.count >= 2 else { return }
  let way: TransportKind = input[0] & 1 == 0 ? .evdev : .hidraw
  let settings = [
    "layout": input[0] & 2 == 0 ? "us" : "azerty", "num-lock": input[0] & 4 == 0 ? "on" : "off",
    "bounce": input[0] & 8 == 0 ? "4" : "0",
  ]
  guard var keypad = try? HIDKeypad(settings: DriverSettings(settings), over: way) else {
    fatalError("settings that exist are refused")
  }
  precondition(keypad.handle(.opened, at: .zero).count == 2, "more than a light and ready at the start")
  let bytes = Array(input[2...])
  let size = way == .evdev ? 24 * (1 + Int(input[1]) % 64) : input[1] == 0 ? 8 : 1 + Int(input[1]) % 70

  var digits = 0
  var isSpoiled = false
  var now = Duration.zero
  for start in stride(from: 0, to: bytes.count, by: size) {
    let piece = Array(bytes[start..<min(start + size, bytes.count)])
    now += .milliseconds(Int(piece[0]) % 20)
    let effects = keypad.handle(.received(piece), at: now)
    precondition(effects.count <= max(18, piece.count / 8), "a reading did more than its keys can")
    for effect in effects {
      switch effect {
      case .event(.key(.digit(let digit))):
        // The end of a spoiled line is not told.
        digits = isSpoiled ? 1 : digits + 1
        isSpoiled = false
        precondition(digit <= 9 && digits <= HIDKeypad.longestLine, "a digit from nowhere")
      case .event(.key(.enter)):
        precondition(digits > 0 && !isSpoiled, "an end from nowhere")
        digits = 0
      case .event(.key(.clear)):
        digits = 0
        isSpoiled = false
      case .event(.inputSpoiled): isSpoiled = true
      case .note: break
      default: fatalError("a keypad did more than it can")
      }
    }
    // An end after what spoiled a line is not told: asked for, so that this model knows as much.
    if isSpoiled {
      precondition(keypad.perform(.startInput, at: now).isEmpty, "starting a line does more")
      digits = 0
      isSpoiled = false
    }
  }
  precondition(keypad.nextDeadline == nil, "a keypad is waited for")
}
