internal import Cryptography
internal import DeviceModel

/// What the panel asks of a device: a code and its data.
struct OSDPCommand {
  /// The codes of commands.
  enum Code: UInt8 {
    case poll = 0x60
    case identify = 0x61
    case capabilities = 0x62
    case localStatus = 0x64
    case led = 0x69
    case buzzer = 0x6A
    case text = 0x6B
    case lineSettings = 0x6E
    case key = 0x75
    case challenge = 0x76
    case cryptogram = 0x77
  }

  let code: Code
  private(set) var data: [UInt8]

  init(_ code: Code, _ data: [UInt8] = []) {
    self.code = code
    self.data = data
  }

  /// A light for two seconds: steady green for a code that was accepted, flashing red for one that was refused.
  static func light(_ feedback: DeviceCommand.Feedback) -> OSDPCommand {
    let setsTemporaryState: UInt8 = 2
    let leavesPermanentState: UInt8 = 0
    let twentyTenths: [UInt8] = [20, 0]
    let (on, off, colour): (UInt8, UInt8, UInt8) = feedback == .accepted ? (20, 0, 2) : (2, 2, 1)
    return OSDPCommand(
      .led, [0, 0, setsTemporaryState, on, off, colour, 0] + twentyTenths + [leavesPermanentState, 0, 0, 0, 0])
  }

  /// A sound: once for a code that was accepted, three times for one that was refused.
  static func sound(_ feedback: DeviceCommand.Feedback) -> OSDPCommand {
    let standardTone: UInt8 = 2
    return OSDPCommand(.buzzer, [0, standardTone, 2, 2, feedback == .accepted ? 1 : 3])
  }

  /// A text that stays, from the display's first place on.
  /// - Parameters:
  ///   - text: what of it is not printable ASCII becomes `?`; what does not fit is left out, and what is left free
  ///     becomes spaces, so that nothing of an older text stays.
  ///   - places: how many characters the display has.
  static func show(_ text: String, places: Int) -> OSDPCommand {
    let staysAndWraps: UInt8 = 2
    var characters = text.unicodeScalars.prefix(places).map { scalar in
      (0x20...0x7E).contains(scalar.value) ? UInt8(scalar.value) : UInt8(ascii: "?")
    }
    characters += [UInt8](repeating: UInt8(ascii: " "), count: places - characters.count)
    return OSDPCommand(.text, [0, staysAndWraps, 0, 1, 1, UInt8(places)] + characters)
  }

  /// Moves the device to another address and rate.
  static func setLine(address: UInt8, baud: Int) -> OSDPCommand {
    OSDPCommand(.lineSettings, [address] + (0..<4).map { UInt8(truncatingIfNeeded: baud >> (8 * $0)) })
  }

  /// Gives the device a key of its own.
  static func setKey(_ key: SecretBytes) -> OSDPCommand {
    let keyOfTheDevice: UInt8 = 1
    var command = OSDPCommand(.key, [keyOfTheDevice, UInt8(key.count)])
    key.withBytes { command.data.append(contentsOf: $0) }
    return command
  }

  /// Overwrites the data, which may be a key or a text for one person.
  mutating func wipe() { erase(&data) }
}
