/// A control transfer's first stage, and its data where it has any to send (USB 2.0 §9.3).
struct USBSetup {
  /// The bytes of the first stage.
  static let length = 8

  /// The first stage, then the data to send, or room for the data wanted.
  let bytes: [UInt8]

  /// - Parameters:
  ///   - kind: `bmRequestType`.
  ///   - wanted: how many bytes the device may answer, where it is asked.
  init(_ kind: UInt8, _ request: UInt8, value: UInt16, index: UInt8, data: [UInt8] = [], wanted: Int = 0) {
    let length = UInt16(max(data.count, min(wanted, 4096)))
    bytes =
      [kind, request, UInt8(value & 0xFF), UInt8(value >> 8), index, 0, UInt8(length & 0xFF), UInt8(length >> 8)]
      + (data.isEmpty ? [UInt8](repeating: 0, count: Int(length)) : data)
  }
}
