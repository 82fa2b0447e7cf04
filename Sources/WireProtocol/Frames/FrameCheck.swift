/// The checksum of a frame: the FCS-16 of HDLC and PPP (RFC 1662 appendix C.2, also called CRC-16/X-25): polynomial
/// 0x1021 taken bit-reversed, started at all ones, complemented at the end (REQ-FRM-006).
public struct FrameCheck: Sendable {
  private var register: UInt16 = 0xFFFF

  /// Starts a checksum over no bytes.
  public init() {}

  /// Takes one more byte.
  public mutating func add(_ byte: UInt8) {
    // The eight steps of the bitwise division folded into shifts: no table to carry on a small board.
    var folded = byte ^ UInt8(truncatingIfNeeded: register)
    folded ^= folded << 4
    let wide = UInt16(folded)
    register = (register >> 8) ^ (wide << 8) ^ (wide << 3) ^ (wide >> 4)
  }

  /// The checksum of the bytes so far, as it travels (low byte first).
  public var value: UInt16 { ~register }

  /// The checksum of `bytes`.
  public static func value(of bytes: UnsafeRawBufferPointer) -> UInt16 {
    var check = FrameCheck()
    for byte in bytes { check.add(byte) }
    return check.value
  }
}
