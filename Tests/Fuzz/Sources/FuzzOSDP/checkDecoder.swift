import DeviceDrivers
import RoomRig

/// What the decoder finds is what stands on the line: a packet that is written again has the same bytes. Traps where it
/// has not.
func checkDecoder(_ bytes: [UInt8]) {
  var decoder = OSDPPacketDecoder()
  for (index, byte) in bytes.enumerated() {
    guard case .packet(let packet)? = decoder.receive(byte) else { continue }
    precondition(!decoder.isInPacket, "a packet that has ended is still open")
    guard packet.security.map(OSDPSecurityBlock.hasMAC) != true else { continue }
    let written = OSDPPacket.encoded(
      address: packet.address | (packet.isReply ? 0x80 : 0), sequence: packet.sequence, check: packet.check,
      security: packet.security.map { [$0] + packet.securityData }, code: packet.code, data: packet.data.copy)
    let read = bytes[...index].suffix(written.count)
    // The upper bits of the control byte mean nothing, and the check covers them.
    guard read.count == written.count, read.dropFirst(4).first.map({ $0 & 0xF0 == 0 }) == true else { continue }
    precondition(Array(read) == written, "a packet was read that did not come")
  }
}
