public import Cryptography

/// What a transport tells a driver.
public enum TransportEvent: Sendable {
  /// The transport is open; a driver that speaks first may now.
  case opened
  /// Bytes arrived, in order. The transport wipes its own copy once the driver returns.
  case received([UInt8])
  /// The driver's `nextDeadline` has come.
  case deadline
  /// The answer to `getFeatureReport`.
  case featureReport([UInt8])
  /// A feature report could not be written or read, and why; the requests behind it are carried out all the same.
  case featureReportFailed(String)
  /// The answer to `entropyWanted`, from the kernel's generator.
  case entropy(SecretBytes)
}
