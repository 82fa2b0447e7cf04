/// What happened to a device that udev knows.
public enum UdevChange: Sendable, Hashable {
  /// It is there now, its node has its rights.
  case added(UdevDevice)
  /// Its properties, or its node's rights, may have changed.
  case changed(UdevDevice)
  /// It is gone.
  case removed(syspath: String)
}
