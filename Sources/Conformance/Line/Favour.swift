public import WireProtocol

/// What a case asks of the person at the device.
public enum Favour: Sendable {
  /// Press these keys, one after the other.
  case press([KeyCode])
  /// Press the button of a slot, or whatever makes the device compute that slot's code.
  case button(slot: UInt8)
  /// Open pairing.
  case openPairing
  /// Press Enter if the device shows these six digits, Clear if it does not.
  case compare(number: String)
  /// Say whether the device shows this text; nothing where it is empty.
  case shows(String)
  /// Say whether the device shows so many signs that are not the digits typed.
  case showsMasked(count: Int)
  /// Say whether the device just gave this signal.
  case signalled(Feedback)
  /// Open the device's case, or close it again.
  case tamper(isOpen: Bool)

  /// Whether the answer matters, and not what the device does next.
  public var isQuestion: Bool {
    switch self {
    case .shows, .showsMasked, .signalled: true
    case .press, .button, .openPairing, .compare, .tamper: false
    }
  }

  /// The words for an operator. What is to be typed is the cases' own and no secret.
  public var words: String {
    switch self {
    case .press(let keys): "press \(keys.map(Self.name).joined(separator: " ")) on the device"
    case .button(let slot): "have the device compute slot \(slot)'s code: press its button"
    case .openPairing: "open pairing at the device"
    case .compare(let number): "press Enter on the device if it shows \(number), Clear if it does not"
    case .shows(""): "does the device show nothing?"
    case .shows(let text): "does the device show \"\(text)\"?"
    case .showsMasked(let count): "does the device show \(count) signs, and not the digits typed?"
    case .signalled(let signal): "did the device just signal \"\(signal)\"?"
    case .tamper(let isOpen): isOpen ? "open the device's case" : "close the device's case"
    }
  }

  private static func name(_ key: KeyCode) -> String {
    switch key {
    case .digit(let digit): "\(digit)"
    case .enter: "Enter"
    case .clear: "Clear"
    }
  }
}
