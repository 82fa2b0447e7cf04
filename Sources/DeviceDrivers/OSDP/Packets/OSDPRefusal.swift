/// Why a device refuses a command (the reasons of a NAK).
struct OSDPRefusal: Equatable {
  let rawValue: UInt8

  static let damaged = OSDPRefusal(rawValue: 1)
  static let badLength = OSDPRefusal(rawValue: 2)
  static let unknownCommand = OSDPRefusal(rawValue: 3)
  static let wrongSequence = OSDPRefusal(rawValue: 4)
  static let noSecureChannel = OSDPRefusal(rawValue: 5)
  static let secureChannelNeeded = OSDPRefusal(rawValue: 6)
  static let cannotCarryOut = OSDPRefusal(rawValue: 9)

  /// What the operator reads.
  var words: String {
    switch self {
    case .damaged: "it finds the check wrong"
    case .badLength: "it finds the length wrong"
    case .unknownCommand: "it does not know the command"
    case .wrongSequence: "it expected another sequence number"
    case .noSecureChannel: "it has no secure channel of this kind"
    case .secureChannelNeeded: "it wants a secure channel first"
    case .cannotCarryOut: "it cannot carry the command out"
    default: "reason \(rawValue)"
    }
  }

  /// Whether panel and device no longer agree on where they are, so that only starting anew helps.
  var isLossOfStep: Bool {
    [.damaged, .wrongSequence, .noSecureChannel, .secureChannelNeeded].contains(self)
  }
}
