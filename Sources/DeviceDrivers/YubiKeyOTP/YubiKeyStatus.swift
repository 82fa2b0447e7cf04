/// What a YubiKey says of itself when nothing is going on.
struct YubiKeyStatus: Equatable, Sendable {
  var major: UInt8
  var minor: UInt8
  var build: UInt8
  /// Counts how often a slot was set up.
  var sequence: UInt8
  private var touchLevel: UInt16

  /// Reads a status report of eight bytes.
  init(_ report: [UInt8]) {
    major = report[1]
    minor = report[2]
    build = report[3]
    sequence = report[4]
    touchLevel = UInt16(report[5]) | UInt16(report[6]) << 8
  }

  /// The firmware's version, such as `5.4.3`.
  var version: String { "\(major).\(minor).\(build)" }

  /// What keys of this firmware are sold as.
  var product: String { major == 3 ? "YubiKey NEO" : "YubiKey \(major)" }

  /// Whether slot 1 or 2 is set up.
  func isSet(slot: Int) -> Bool { touchLevel & (slot == 1 ? 0x01 : 0x02) != 0 }

  /// Whether slot 1 or 2 types when it is touched; a slot that is set up and does not answers challenges.
  func types(slot: Int) -> Bool { touchLevel & (slot == 1 ? 0x04 : 0x08) != 0 }

  /// Whether the key may tell its serial number (from firmware 2.2 on).
  var tellsSerial: Bool { (major, minor) >= (2, 2) }

  /// Whether the key knows the command for device information (from firmware 4 on).
  var tellsInfo: Bool { major >= 4 }

  /// Whether slot 1 or 2 answers challenges.
  func answers(slot: Int) -> Bool { isSet(slot: slot) && !types(slot: slot) }

  /// What slot 1 or 2 is for, for an operator.
  func use(ofSlot slot: Int) -> String {
    if !isSet(slot: slot) { return "empty" }
    return types(slot: slot) ? "types when touched" : "answers challenges"
  }
}
