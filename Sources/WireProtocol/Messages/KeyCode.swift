/// A key as it travels: its ASCII character (firmware-spec, table `fields`, field `key`). It never prints which.
public enum KeyCode: Sendable, Hashable, CustomStringConvertible, CustomDebugStringConvertible {
  /// A digit, `0 ... 9`; travels as `0x30 ... 0x39`.
  case digit(UInt8)
  /// Ends the code; travels as CR.
  case enter
  /// Takes back everything typed so far; travels as CAN.
  case clear

  /// Reads a byte; nil where this version knows no such key.
  public init?(byte: UInt8) {
    switch byte {
    case 0x30...0x39: self = .digit(byte - 0x30)
    case 0x0D: self = .enter
    case 0x18: self = .clear
    default: return nil
    }
  }

  /// The byte that travels.
  public var byte: UInt8 {
    switch self {
    case .digit(let digit):
      precondition(digit <= 9, "a decimal digit")
      return 0x30 + digit
    case .enter: return 0x0D
    case .clear: return 0x18
    }
  }

  /// The word "key", whichever it is.
  public var description: String { "key" }
  /// The word "key", whichever it is.
  public var debugDescription: String { "key" }
}

#if !hasFeature(Embedded)
  // A board has no reflection to hide from.
  extension KeyCode: CustomReflectable {
    /// No children, so that `dump` shows nothing either.
    public var customMirror: Mirror { Mirror(self, children: [:]) }
  }
#endif
