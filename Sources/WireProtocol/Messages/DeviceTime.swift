/// What a device's clock says (REQ-TIM-001…004).
public struct DeviceTime: Sendable, Hashable {
  /// Milliseconds since 1970 began; nil while nobody has set the clock.
  public let milliseconds: UInt64?
  /// How much too fast the clock ran between the last two settings, in parts per billion; nil before the second.
  public let drift: Int32?

  /// Makes a reading.
  public init(milliseconds: UInt64?, drift: Int32?) {
    self.milliseconds = milliseconds
    self.drift = drift
  }
}
