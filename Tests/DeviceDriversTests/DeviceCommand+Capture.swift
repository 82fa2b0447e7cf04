import Cryptography
import DeviceModel

extension DeviceCommand {
  /// The command of a capture's line `!`: `challenge` with slot and bytes, `confirm` with digits, seconds and text,
  /// `show` with text, `slots`.
  init(capture line: String) {
    let words = line.split(separator: " ", maxSplits: 2).map(String.init)
    switch words[0] {
    case "challenge":
      self = .request(.challenge(slot: Int(words[1])!, question: SecretBytes(copying: bytes(hex: words[2]))), ticket: 1)
    case "confirm":
      let rest = words[2].split(separator: " ", maxSplits: 1)
      self = .request(.confirm(String(rest[1]), numberDigits: Int(words[1])!, seconds: Int(rest[0])!), ticket: 1)
    case "show": self = .show(words.dropFirst().joined(separator: " "))
    case "slots": self = .request(.listSlots, ticket: 1)
    default: preconditionFailure("no such command in a capture: \(line)")
    }
  }
}
