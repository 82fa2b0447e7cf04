/// Carries the stream of bytes over a HID interface: reports of 64 bytes each way, without a report id
/// (REQ-HID-001…003). Zeros between frames say nothing, so that filling a report up with them is all it takes; the
/// receiver feeds whole reports to its `FrameDecoder`.
public enum HIDReports {
  /// Cuts encoded frames into reports, the last one filled up with zeros.
  /// - Parameter bytes: whole frames, each with its closing zero.
  /// - Returns: as many reports of `FrameLimits.reportSize` bytes as it takes, one behind the other.
  public static func filled(_ bytes: [UInt8]) -> [UInt8] {
    let size = FrameLimits.reportSize
    let missing = (size - bytes.count % size) % size
    return bytes + [UInt8](repeating: 0, count: missing)
  }
}
