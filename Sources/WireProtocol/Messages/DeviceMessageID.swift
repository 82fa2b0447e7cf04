/// The ids of messages from a device to the host: bit 7 set (firmware-spec, table `messages`).
public enum DeviceMessageID: UInt8, Sendable, CaseIterable {
  /// Answers the host's hello, or asks for one.
  case hello = 0x81
  /// Answers a ping.
  case pong = 0x82
  /// A key was pressed.
  case key = 0x83
  /// The device computed a code.
  case code = 0x84
  /// The device could not do what it was sent.
  case error = 0x85
}
