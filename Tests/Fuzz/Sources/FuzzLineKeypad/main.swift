import DeviceDrivers
import DeviceModel
import FuzzRig
import RoomRig

/// A line without frames: however the bytes come, each is one key at most and the key that it stands for; no line is
/// longer than the longest, and none ends empty or spoiled.
func checkKeys(_ bytes: [UInt8], _ keypad: LineKeypad) {
  let ends: [UInt8] = [0x0D, 0x0A, 0x23]
  var digits = 0
  var isSpoiled = false
  for (byte, effects) in zip(bytes, DriverTrial(keypad).run(bytes, size: 2 + bytes.count % 29, at: .zero)) {
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
}

/// A line with frames: nothing is told that did not come, a card's reader tells no key, and a code is told whole.
func checkFrames(_ bytes: [UInt8], _ keypad: LineKeypad, isReader: Bool) {
  let steps = DriverTrial(keypad).run(bytes, size: 2 + bytes.count % 29, at: .zero)
  var seen: [UInt8] = []
  var digits = 0
  for (byte, effects) in zip(bytes, steps) {
    seen.append(byte)
    var notes = 0
    for effect in effects {
      switch effect {
      case .event(.key(.digit(let digit))):
        digits += 1
        precondition(!isReader && seen.contains(0x30 + digit), "a digit from nowhere")
      case .event(.key): precondition(!isReader, "a card's reader pressed a key")
      case .event(.inputSpoiled): break
      case .note: notes += 1
      default: fatalError("a keypad that only listens did more")
      }
    }
    // A frame of keys does no more than its characters, all of which have come.
    precondition(notes <= 1 && effects.count <= seen.count + 2, "one byte did more than a frame can")
  }
  precondition(digits <= bytes.count, "more was typed than came")

  // Time in the middle of it all: what is left over is dropped, and at last nothing is waited for.
  var late = keypad
  var now = Duration.zero
  for byte in bytes {
    _ = late.handle(.received([byte]), at: now)
    if byte & 7 == 7, let deadline = late.nextDeadline {
      precondition(deadline > now, "a deadline has passed already")
      now = deadline
      _ = late.handle(.deadline, at: now)
      precondition(late.nextDeadline == nil, "a deadline came and stayed")
    }
  }
}

// The first byte picks a preset, and for half of its values settings on top of it, which come as lines of text up to a
// zero; what is left are the line's bytes. Nothing is ever sent.
fuzz(longest: 512) { input in
  var bytes = Array(input)
  guard !bytes.isEmpty else { return }
  let choice = Int(bytes.removeFirst())
  let preset = LinePreset.all[(choice & 0x7F) % LinePreset.all.count]
  var values = ["preset": preset.name]
  if choice & 0x80 != 0 {
    let text = bytes.prefix { $0 != 0 }
    bytes.removeFirst(min(text.count + 1, bytes.count))
    for line in String(decoding: text, as: UTF8.self).split(separator: "\n") {
      let parts = line.split(separator: "=", maxSplits: 1)
      if parts.count == 2 { values[String(parts[0])] = String(parts[1]) }
    }
  }
  guard var keypad = try? LineKeypad(settings: DriverSettings(values)) else {
    precondition(values.count > 1, "a preset is refused")
    return
  }
  precondition(keypad.handle(.opened, at: .zero).count == 1, "more than ready was said at the start")
  if values.count == 1, preset.name == "plain" {
    checkKeys(bytes, keypad)
  } else {
    let isReader = values.count == 1 && preset.name != "star-rfk101"
    checkFrames(bytes, keypad, isReader: isReader)
  }
  for command in [DeviceCommand.show("text"), .feedback(.accepted), .ping] {
    precondition(keypad.perform(command, at: .zero).isEmpty, "a keypad that only listens was written to")
  }
}
