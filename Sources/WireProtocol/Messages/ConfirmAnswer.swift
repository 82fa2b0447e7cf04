public import Cryptography

/// What became of a question to the person (firmware-spec, table `fields`, field `answer`).
public enum ConfirmAnswer: Sendable {
  /// Yes, with the digits of the number that the person typed; none where none were asked for.
  case yes(number: SecretBytes)
  /// No.
  case no
  /// Nobody answered in time.
  case timedOut
  /// The host took the question back, or asked another.
  case replaced

  /// The value that travels.
  public var rawValue: UInt8 {
    switch self {
    case .yes: 1
    case .no: 2
    case .timedOut: 3
    case .replaced: 4
    }
  }
}
