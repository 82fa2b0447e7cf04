/// The CRC-16 of YubiKey frames and answers: polynomial 8408 reflected, beginning with FFFF, nothing added at the end
/// (X.25's without the complement; Yubico's ykdef.h).
enum FrameCheck {
  /// What is left over bytes that carry their own CRC, complemented, at the end.
  static let residue: UInt16 = 0xF0B8

  static func crc(_ bytes: some Sequence<UInt8>) -> UInt16 {
    var crc: UInt16 = 0xFFFF
    for byte in bytes {
      crc ^= UInt16(byte)
      for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0x8408 : crc >> 1 }
    }
    return crc
  }
}
