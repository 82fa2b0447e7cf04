/// The ids of messages from the host to a device: bit 7 clear (firmware-spec, table `messages`).
public enum HostMessageID: UInt8, Sendable, CaseIterable {
  /// Starts the conversation, or starts it over.
  case hello = 0x01
  /// Asks whether the device is there.
  case ping = 0x02
  /// Shows a text.
  case show = 0x03
  /// Tells the person how the login ended.
  case feedback = 0x04
}
