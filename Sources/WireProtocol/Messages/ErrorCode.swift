/// What went wrong at the device (firmware-spec, table `errors`).
public enum ErrorCode: UInt8, Sendable, CaseIterable {
  /// The host's versions and the device's have none in common; the detail holds the device's lowest and highest.
  case noCommonVersion = 1
  /// The device knows no message of this id.
  case unknownMessage = 2
  /// The message's body does not follow its table.
  case badMessage = 3
  /// Frames from the host are missing; the detail holds how many, modulo 256.
  case lostFrames = 4
  /// The host sent something before its hello.
  case helloFirst = 5
  /// The device cannot do this now, or never could.
  case refused = 6
}
