internal import Cryptography

/// A frame to a YubiKey: 64 bytes of payload, the command, a CRC of the payload and three zeros, written as feature
/// reports of seven bytes each.
struct OTPFrame {
  static let payloadLength = 64
  /// Bit 7 of a report's last byte: not yet taken by the device.
  static let writeFlag: UInt8 = 0x80
  /// A part that does not exist: the device gives up what it was doing and drops what it had to say.
  static let abort: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0x8F]

  /// The reports in the order in which they are written. Parts of zeros are left out but for the first, at which the
  /// device clears its buffer, and the last, at which it acts.
  private(set) var reports: [[UInt8]]

  /// - Parameter payload: at most 64 bytes; zeros follow.
  init(_ command: OTPCommand, payload: [UInt8] = []) {
    precondition(payload.count <= Self.payloadLength)
    var bytes = payload + [UInt8](repeating: 0, count: Self.payloadLength - payload.count)
    let crc = FrameCheck.crc(bytes)
    bytes += [command.rawValue, UInt8(crc & 0xFF), UInt8(crc >> 8), 0, 0, 0]
    reports = []
    for part in 0..<10 {
      let piece = bytes[(part * 7)..<(part * 7 + 7)]
      if part == 0 || part == 9 || piece.contains(where: { $0 != 0 }) {
        reports.append(piece + [Self.writeFlag | UInt8(part)])
      }
    }
    erase(&bytes)
  }

  /// Wipes the frame: a challenge is nobody else's business.
  mutating func wipe() {
    for index in reports.indices { erase(&reports[index]) }
    reports = []
  }
}
