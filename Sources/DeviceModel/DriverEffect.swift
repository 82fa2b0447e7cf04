public import Cryptography

/// What a driver wants done.
public enum DriverEffect: Sendable {
  /// Write these bytes to the device, after those before.
  case send([UInt8])
  /// Write this feature report, after the requests before; success is not told.
  case setFeatureReport([UInt8])
  /// Read a feature report of up to `length` bytes, after the requests before; the answer is `featureReport`.
  case getFeatureReport(length: Int)
  /// Draw `count` random bytes; `entropy` brings them at once, once for each wish, in order.
  case entropyWanted(count: Int)
  /// Whether a session protects the line from here on, with the device that has this key; none does before the first.
  case session(PublicKey?)
  /// The device has said who it is and what it can do, and is ready for people.
  case ready(DeviceIdentity, DeviceCapabilities)
  /// A person did something.
  case event(DeviceEvent)
  /// The device cannot be used; the text is for the operator and holds nothing that a person typed.
  case failed(String)
  /// Something for the log at debug level; holds nothing that a person typed.
  case note(String)
  /// The same for one of several devices that share the line, named by its number among `DeviceDriver.units`.
  case unit(Int, UnitEffect)
}
