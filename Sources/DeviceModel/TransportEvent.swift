/// What a transport tells a driver.
public enum TransportEvent: Sendable {
  /// The transport is open; a driver that speaks first may now.
  case opened
  /// Bytes arrived, in order. The transport wipes its own copy once the driver returns.
  case received([UInt8])
  /// The driver's `nextDeadline` has come.
  case deadline
}
