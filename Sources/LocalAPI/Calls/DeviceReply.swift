public import Cryptography
public import DeviceModel
public import TwoFactor

/// What a `DeviceCall` is answered with.
public enum DeviceReply: Sendable {
  /// The device did it.
  case done
  /// What the person said.
  case confirmation(Confirmation)
  /// The answer to a challenge, ASCII digits.
  case response(SecretBytes)
  /// Which slots hold a key, and how many there are.
  case slots([Int], capacity: Int)
  /// What a slot holds.
  case slot(DeviceSlot)
  /// What the clock says: time since 1970, nil where nobody set it; how much too fast it runs, in parts per billion.
  case clock(Duration?, drift: Int?)
  /// What the device tells of itself.
  case facts([DeviceAnswer.Fact])
  /// The number that the device shows, six digits, to be compared.
  case pairingNumber(String)
  /// The two keep each other's key.
  case paired(PairedDevice)

  /// What a person said to a question.
  public enum Confirmation: String, Sendable {
    /// Yes, with the right number where one was asked for.
    case yes
    /// Yes, but with another number: whoever asked is not who the person thinks it is.
    case wrongNumber = "wrong_number"
    /// No.
    case no
    /// Nothing in time, or another question took this one's place.
    case unanswered
  }
}
