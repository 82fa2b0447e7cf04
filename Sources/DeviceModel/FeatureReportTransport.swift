/// A transport that carries HID feature reports beside its bytes (HID 1.11 §7.2).
public protocol FeatureReportTransport: DeviceTransport {
  /// Writes a feature report after the requests before; `done` is called once, not within this call and never after
  /// `close`, with nil or what went wrong in words.
  func setFeatureReport(_ report: [UInt8], _ done: @escaping (String?) -> Void)

  /// Reads a feature report of up to `length` bytes after the requests before; `done` as for `setFeatureReport`.
  func getFeatureReport(length: Int, _ done: @escaping (Result<[UInt8], FeatureReportFailure>) -> Void)
}
