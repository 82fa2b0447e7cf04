/// The ids of messages from the host to a device: bit 7 clear (firmware-spec, table `messages`).
public enum HostMessageID: UInt8, Sendable, CaseIterable {
  /// Starts the conversation, or starts it over.
  case hello = 0x01
  /// Acknowledges a numbered frame.
  case ack = 0x02
  /// Asks whether the device is there.
  case ping = 0x03
  /// A step of the Noise handshake.
  case handshake = 0x04
  /// Another message, encrypted and authenticated.
  case sealed = 0x05
  /// Shows a text.
  case show = 0x10
  /// Tells the person how the login ended.
  case feedback = 0x11
  /// Sets what the device does with its keys.
  case entry = 0x12
  /// Asks the person Yes or No.
  case confirm = 0x13
  /// Takes the question back.
  case cancelConfirm = 0x14
  /// Asks for the answer to an OCRA question.
  case challenge = 0x15
  /// Asks which slots there are.
  case listSlots = 0x20
  /// Asks for a slot, without its key.
  case readSlot = 0x21
  /// Writes a slot with its key.
  case writeSlot = 0x22
  /// Empties a slot.
  case eraseSlot = 0x23
  /// Asks for the device's clock.
  case getTime = 0x30
  /// Sets the device's clock.
  case setTime = 0x31
  /// Asks how the device is.
  case getStatus = 0x32
  /// Has the device test itself.
  case selfTest = 0x33
  /// Asks for the firmware's particulars.
  case getFirmware = 0x34
  /// Sets or removes the PIN, and gives its tries back.
  case setPIN = 0x35
  /// Starts the device anew.
  case restart = 0x36
  /// Empties the device's memory, its pairings included.
  case eraseAll = 0x37
  /// Begins pairing.
  case pair = 0x40
  /// The host's share of the pairing number.
  case pairNonce = 0x41
  /// Whether the operator found the numbers equal.
  case pairVerdict = 0x42
  /// Has the device forget this host.
  case unpair = 0x43

  /// The ids of requests, known or not; those below are the link's own.
  static let requests: ClosedRange<UInt8> = 0x10...0x7F
}
