/// What stands at a packet's end to tell damage.
public enum OSDPCheck: Sendable, Hashable {
  /// The two's complement of the sum of all bytes before, in one byte.
  case checksum
  /// CRC-16 with the polynomial 1021 and the start 1D0F, low byte first.
  case crc

  /// The bytes it takes: 1 or 2.
  public var size: Int { self == .crc ? 2 : 1 }

  /// The check of `bytes`, as it is written behind them.
  public func bytes(over bytes: some Sequence<UInt8>) -> [UInt8] {
    switch self {
    case .checksum:
      return [~bytes.reduce(0, &+) &+ 1]
    case .crc:
      var crc: UInt16 = 0x1D0F
      for byte in bytes {
        crc ^= UInt16(byte) << 8
        for _ in 0..<8 { crc = crc & 0x8000 == 0 ? crc << 1 : crc << 1 ^ 0x1021 }
      }
      return [UInt8(truncatingIfNeeded: crc), UInt8(truncatingIfNeeded: crc >> 8)]
    }
  }
}
