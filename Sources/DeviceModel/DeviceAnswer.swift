public import Cryptography

/// What came of a `DeviceRequest`.
public enum DeviceAnswer: Sendable {
  /// It is done.
  case done
  /// It is not done; the text says why, and holds nothing that a person typed.
  case refused(String)
  /// Nobody knows whether it is done: the device went away in the middle. Look at what it should have changed.
  case unknown(String)
  /// The person's Yes, with the digits typed, in ASCII.
  case yes(number: SecretBytes)
  /// The person's No.
  case no
  /// The person did nothing in time, or another question took this one's place.
  case unanswered
  /// The answer to a challenge.
  case response(SecretBytes)
  /// The device waits for its owner's touch before it answers; not the last answer.
  case touchWanted
  /// Which slots hold a key, and how many there are.
  case slots([Int], capacity: Int)
  /// What a slot holds.
  case slot(DeviceSlot)
  /// What the clock says: time since 1970 began, nil where nobody set it; how much too fast it runs, in parts per
  /// billion, where it knows.
  case clock(Duration?, drift: Int?)
  /// Battery, case and PIN, as names and values for an operator.
  case facts([Fact])
  /// The number that the device shows now, six digits; not the last answer.
  case pairingNumber(String)
  /// Device and host keep each other's key; this is the device's.
  case paired(PublicKey)

  /// Whether no other answer follows.
  public var isFinal: Bool {
    switch self {
    case .pairingNumber, .touchWanted: false
    default: true
    }
  }

  /// One thing that a device tells of itself.
  public struct Fact: Sendable, Hashable {
    /// What it is about, such as `battery`.
    public let name: String
    /// What there is to say, such as `87 %`.
    public let value: String

    /// Makes a fact.
    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }
}
