/// Why the link cannot go on as it is (firmware-spec, table `errors`, rows of message `error`).
public enum ErrorCode: UInt8, Sendable, CaseIterable {
  /// The host's versions and the device's have none in common; the detail holds the device's lowest and highest.
  case noCommonVersion = 1
  /// The host sent something before its hello.
  case helloFirst = 2
  /// A numbered frame was neither the next one nor the last one again.
  case outOfStep = 3
  /// A handshake or a sealed message could not be opened, or came at the wrong time; the session is gone.
  case sessionFailed = 4
}
