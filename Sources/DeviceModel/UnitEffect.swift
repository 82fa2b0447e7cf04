/// What a driver tells of one device among several on a line: what `DriverEffect` says of a device that has its line to
/// itself, under the same rules.
public enum UnitEffect: Sendable {
  /// The device has said who it is and what it can do, and is ready for people; again after it had failed.
  case ready(DeviceIdentity, DeviceCapabilities)
  /// A person did something at it.
  case event(DeviceEvent)
  /// The device cannot be used; the others may go on, and it may become ready again.
  case failed(String)
  /// Something for the log at debug level.
  case note(String)
}
