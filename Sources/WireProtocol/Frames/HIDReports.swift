/// Carries the stream of bytes over a HID interface: reports of 64 bytes each way, without a report id
/// (REQ-HID-001…003). Zeros between frames say nothing, so that filling a report up with them is all it takes; the
/// receiver feeds whole reports to its `FrameDecoder`.
public enum HIDReports {
  /// Cuts encoded frames into reports, the last one filled up with zeros.
  /// - Parameter bytes: whole frames, each with its closing zero.
  /// - Returns: as many reports of `FrameLimits.reportSize` bytes as it takes, in order.
  public static func reports(of bytes: [UInt8]) -> [[UInt8]] {
    let size = FrameLimits.reportSize
    return stride(from: 0, to: bytes.count, by: size).map { start in
      let piece = bytes[start..<min(start + size, bytes.count)]
      return piece + [UInt8](repeating: 0, count: size - piece.count)
    }
  }
}
