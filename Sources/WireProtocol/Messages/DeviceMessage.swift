public import Cryptography

/// A message from a device to the host (firmware-spec, tables `messages` and `fields`). `about` is the number of the
/// frame that brought the request.
public enum DeviceMessage: Sendable {
  /// Answers the host's hello, or asks for one.
  case hello(DeviceHello)
  /// Acknowledges the frame whose number this one carries.
  case ack
  /// Answers the ping with this tag.
  case pong(tag: UInt8)
  /// A step of the Noise handshake.
  case handshake(SecretBytes)
  /// Another message under the session's key: its id, its body and 16 bytes of tag.
  case sealed(SecretBytes)
  /// The link cannot go on as it is.
  case error(ErrorReport)
  /// A key was pressed.
  case key(KeyCode)
  /// Digits that the device collected, `enteredLength` of them.
  case entered(SecretBytes)
  /// The device computed a code of `codeLength` ASCII digits with the key of a slot.
  case code(slot: UInt8, SecretBytes)
  /// What the person answered.
  case confirmed(request: UInt8, ConfirmAnswer)
  /// The answer to an OCRA question, `codeLength` ASCII digits.
  case response(request: UInt8, SecretBytes)
  /// The request was carried out.
  case done(about: UInt8)
  /// The request was not carried out.
  case refused(about: UInt8, Refusal)
  /// Which slots there are.
  case slotMap(about: UInt8, SlotMap)
  /// A slot, without its key.
  case slot(about: UInt8, SlotRecord)
  /// The device's clock.
  case time(about: UInt8, DeviceTime)
  /// How the device is; `about` is 0 where something happened that nobody asked about.
  case status(about: UInt8, DeviceStatus)
  /// The firmware's particulars.
  case firmware(about: UInt8, FirmwareInfo)
  /// The session is up; whether the device is paired with this host.
  case welcome(isPaired: Bool)
  /// The device's commitment to its share of the pairing number, `commitmentSize` bytes.
  case pairCommitment(SecretBytes)
  /// The device's share of the pairing number, `HostMessage.pairingNonceSize` bytes.
  case pairReveal(SecretBytes)
  /// How pairing ended: whether both sides keep each other's key.
  case pairResult(Bool)
  /// A message, or a value in one, that this version does not know: kept, and skipped.
  case unrecognized(id: UInt8, body: SecretBytes)

  /// The digits a code may have.
  public static let codeLength = 4...16
  /// The digits that a device may collect.
  public static let enteredLength = 1...Int(EntryMode.mostDigits)
  /// The bytes of a commitment.
  public static let commitmentSize = 32
}
