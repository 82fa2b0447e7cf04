public import Cryptography

/// A message from the host to a device (firmware-spec, tables `messages` and `fields`).
public enum HostMessage: Sendable {
  /// Starts the conversation, or starts it over.
  case hello(HostHello)
  /// Acknowledges the frame whose number this one carries.
  case ack
  /// Asks whether the device is there; the pong repeats the tag.
  case ping(tag: UInt8)
  /// A step of the Noise handshake.
  case handshake(SecretBytes)
  /// Another message under the session's key: its id, its body and 16 bytes of tag.
  case sealed(SecretBytes)
  /// Shows a text of at most `FrameLimits.longestSealedBody` bytes; an empty one clears the display.
  case show(PrintableText)
  /// Tells the person how the login ended.
  case feedback(Feedback, FeedbackWays)
  /// Sets what the device does with its keys.
  case entry(EntryMode)
  /// Asks the person Yes or No.
  case confirm(ConfirmRequest)
  /// Takes the question with this number back.
  case cancelConfirm(request: UInt8)
  /// Asks for the answer to an OCRA question.
  case challenge(ChallengeRequest)
  /// Asks which slots there are.
  case listSlots
  /// Asks for a slot, without its key.
  case readSlot(UInt8)
  /// Writes a slot with its key of `SlotRecord.keyLengths` bytes.
  case writeSlot(SlotRecord, key: SecretBytes)
  /// Empties a slot.
  case eraseSlot(UInt8)
  /// Asks for the device's clock.
  case getTime
  /// Sets the device's clock to so many milliseconds since 1970 began.
  case setTime(UInt64)
  /// Asks how the device is.
  case getStatus
  /// Has the device test itself.
  case selfTest
  /// Asks for the firmware's particulars.
  case getFirmware
  /// Sets the PIN, `pinLength` ASCII digits, or removes it with none; the tries are given back.
  case setPIN(SecretBytes)
  /// Starts the device anew.
  case restart
  /// Empties the device's memory, its pairings included.
  case eraseAll
  /// Begins pairing.
  case pair
  /// The host's share of the pairing number, `pairingNonceSize` bytes.
  case pairNonce(SecretBytes)
  /// Whether the operator found the numbers equal.
  case pairVerdict(Bool)
  /// Has the device forget this host.
  case unpair
  /// A message, or a value in one, that this version does not know: kept, and skipped.
  case unrecognized(id: UInt8, body: SecretBytes)

  /// How many digits a PIN has.
  public static let pinLength = 4...12
  /// The bytes of either side's share of the pairing number.
  public static let pairingNonceSize = 16
}
