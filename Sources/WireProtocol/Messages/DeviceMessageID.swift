/// The ids of messages from a device to the host: bit 7 set (firmware-spec, table `messages`).
public enum DeviceMessageID: UInt8, Sendable, CaseIterable {
  /// Answers the host's hello, or asks for one.
  case hello = 0x81
  /// Acknowledges a numbered frame.
  case ack = 0x82
  /// Answers a ping.
  case pong = 0x83
  /// A step of the Noise handshake.
  case handshake = 0x84
  /// Another message, encrypted and authenticated.
  case sealed = 0x85
  /// The link cannot go on as it is.
  case error = 0x86
  /// A key was pressed.
  case key = 0x90
  /// Digits that the device collected.
  case entered = 0x91
  /// The device computed a code.
  case code = 0x92
  /// What the person answered.
  case confirmed = 0x93
  /// The answer to an OCRA question.
  case response = 0x94
  /// The request was carried out.
  case done = 0xA0
  /// The request was not carried out.
  case refused = 0xA1
  /// Which slots there are.
  case slotMap = 0xA2
  /// A slot, without its key.
  case slot = 0xA3
  /// The device's clock.
  case time = 0xA4
  /// How the device is.
  case status = 0xA5
  /// The firmware's particulars.
  case firmware = 0xA6
  /// The session is up, as the device sees it.
  case welcome = 0xC0
  /// The device's commitment to its share of the pairing number.
  case pairCommitment = 0xC1
  /// The device's share of the pairing number.
  case pairReveal = 0xC2
  /// How pairing ended.
  case pairResult = 0xC3
}
