/// What a YubiKey of firmware 4 or newer tells of itself: records of tag, length and value (Yubico's management
/// protocol).
struct YubiKeyInfo: Equatable, Sendable {
  private enum Tag: UInt8 {
    case serial = 0x02
    case version = 0x05
    case challengeTimeout = 0x07
  }

  /// The serial number, if it has one.
  private(set) var serial: UInt32?
  /// The firmware's version, which the status of some models does not tell.
  private(set) var version: String?
  /// How long it waits for a touch, in seconds; 0 where it says nothing.
  private(set) var challengeTimeout: UInt8 = 0

  /// Reads the records; nil where a record is longer than what is left. Tags that are not known are skipped.
  init?(records: ArraySlice<UInt8>) {
    var rest = records
    while let tag = rest.popFirst() {
      guard let length = rest.popFirst(), rest.count >= Int(length) else { return nil }
      let value = rest.prefix(Int(length))
      rest = rest.dropFirst(Int(length))
      switch Tag(rawValue: tag) {
      case .serial where value.count == 4:
        let number = value.reduce(into: UInt32(0)) { $0 = $0 << 8 | UInt32($1) }
        if number != 0 { serial = number }
      case .version where value.count == 3: version = value.map { String($0) }.joined(separator: ".")
      case .challengeTimeout: challengeTimeout = value.first ?? 0
      default: continue
      }
    }
  }
}
