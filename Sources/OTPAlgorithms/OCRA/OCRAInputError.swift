/// Why no response can be computed from an input. It never holds a part of the input.
public enum OCRAInputError: Error, Equatable, CustomStringConvertible {
  /// The question is empty or longer than the suite's, or one of two is not as long.
  case questionLength
  /// A character that the suite's questions do not have; the place counts from 0.
  case questionCharacter(at: Int)
  /// The suite names this, and it is not there.
  case missing(OCRAInput.Part)
  /// It is there, and the suite does not name it.
  case unexpected(OCRAInput.Part)
  /// The PIN's digest is not as long as the suite's hash for it makes one.
  case pinHashLength
  /// The description of the session is empty or longer than the suite's.
  case sessionLength

  /// One line for the user.
  public var description: String {
    switch self {
    case .questionLength: "the question is empty, or not as long as the token's suite wants it"
    case .questionCharacter(let place): "character \(place + 1) of the question is none that the token's suite allows"
    case .missing(let part): "the token's suite wants \(Self.name(part)), which is missing"
    case .unexpected(let part): "the token's suite does not use \(Self.name(part))"
    case .pinHashLength: "the hash of the PIN is not as long as the token's suite wants it"
    case .sessionLength: "the session's description is empty, or longer than the token's suite wants it"
    }
  }

  private static func name(_ part: OCRAInput.Part) -> StaticString {
    switch part {
    case .counter: "a counter"
    case .pinHash: "a PIN"
    case .session: "a session"
    case .timeStep: "the time"
    }
  }
}
