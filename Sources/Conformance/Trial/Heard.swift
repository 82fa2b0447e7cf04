internal import WireProtocol

/// A message from the device, out of its frame and its seal.
struct Heard {
  let message: DeviceMessage
  /// The frame's number; 0 for link messages.
  let sequence: UInt8
  let isSealed: Bool
  let at: Duration
}
