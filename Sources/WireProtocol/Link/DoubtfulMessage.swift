/// A message that may or may not have arrived when its conversation broke off.
struct DoubtfulMessage: Sendable {
  /// What the caller names it.
  let ticket: UInt32
  /// The frame that brought it, if it arrived.
  let frame: DeviceHello.Taken
}
