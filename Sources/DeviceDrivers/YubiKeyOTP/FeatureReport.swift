/// A YubiKey's feature report as the host reads it; the last byte says which of these it is.
enum FeatureReport: Equatable {
  static let length = 8

  /// Nothing is going on.
  case idle(YubiKeyStatus)
  /// The last report written is not taken yet.
  case writePending
  /// A NEO that was just plugged in takes nothing yet.
  case startingUp
  /// Part `number` of an answer, in the first seven bytes, which stay where they are: they may be secret. Number 0 after
  /// others is the answer's end.
  case part(number: UInt8)
  /// It waits for a touch, so many seconds more.
  case touchWanted(seconds: UInt8)

  /// Reads a report; nil where it is none.
  init?(_ report: [UInt8]) {
    guard report.count == Self.length else { return nil }
    let flags = report[7]
    if flags == 0x9F {
      self = .startingUp
    } else if flags & 0x80 != 0 {
      self = .writePending
    } else if flags & 0x40 != 0 {
      self = .part(number: flags & 0x1F)
    } else if flags & 0x20 != 0 {
      self = .touchWanted(seconds: flags & 0x1F)
    } else if flags == 0 {
      self = .idle(YubiKeyStatus(report))
    } else {
      return nil
    }
  }
}
