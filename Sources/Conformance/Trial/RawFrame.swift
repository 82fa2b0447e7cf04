internal import WireProtocol

/// Frames that no right sender makes: any length, any checksum.
enum RawFrame {
  /// The packet with its checksum, each bit of `damage` flipped in that.
  static func packet(id: UInt8, sequence: UInt8, body: [UInt8] = [], damage: UInt16 = 0) -> [UInt8] {
    let packet = [id, sequence] + body
    return packet + checksum(of: packet, damage: damage)
  }

  /// The checksum of any bytes as it travels.
  static func checksum(of bytes: [UInt8], damage: UInt16 = 0) -> [UInt8] {
    let check = bytes.withUnsafeBytes { FrameCheck.value(of: $0) } ^ damage
    return [UInt8(truncatingIfNeeded: check), UInt8(truncatingIfNeeded: check >> 8)]
  }

  /// COBS with its closing zero, for packets of any length.
  static func encoded(_ packet: [UInt8]) -> [UInt8] {
    var wire: [UInt8] = []
    var block: [UInt8] = []
    for byte in packet {
      if byte == 0 {
        wire += [UInt8(block.count + 1)] + block
        block = []
      } else {
        block.append(byte)
        if block.count == 254 {
          wire += [255] + block
          block = []
        }
      }
    }
    return wire + [UInt8(block.count + 1)] + block + [0]
  }
}
