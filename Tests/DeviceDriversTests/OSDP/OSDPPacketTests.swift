import Cryptography
import DeviceDrivers
import Testing

/// The packets are those that libosdp's panel and device exchange; see also the captures.
struct OSDPPacketTests {
  @Test("the checks of 123456789 are those of the standard's CRC and of a plain sum")
  func checkValues() {
    #expect(OSDPCheck.crc.bytes(over: Array("123456789".utf8)) == [0xCC, 0xE5])
    #expect(OSDPCheck.checksum.bytes(over: Array("123456789".utf8)) == [0x23])
  }

  @Test("commands are written as libosdp writes them")
  func written() {
    #expect(
      OSDPPacket.encoded(address: 0, sequence: 0, check: .crc, code: 0x61, data: [0])
        == bytes(hex: "53 00 09 00 04 61 00 c0 66"))
    #expect(
      OSDPPacket.encoded(
        address: 0, sequence: 2, check: .crc, security: [0x11, 1], code: 0x76,
        data: bytes(hex: "27 c4 f7 7a 2f bb 70 d2"))
        == bytes(hex: "53 00 13 00 0e 03 11 01 76 27 c4 f7 7a 2f bb 70 d2 9f dc"))
  }

  @Test("a reply is read into its parts")
  func read() throws {
    let packet = try OSDPPacket(
      bytes(hex: "53 80 1e 00 0d 02 18 48 86 73 1f 12 b1 ab 90 27 90 04 87 a9 1d 04 b7 9a c2 84 c0 59 e2 8e"))
    #expect(packet.address == 0 && packet.isReply && packet.sequence == 1 && packet.check == .crc)
    #expect(packet.security == OSDPSecurityBlock.encryptedReply && packet.securityData.isEmpty)
    #expect(packet.code == 0x48 && packet.data.count == 16)
  }

  @Test("what is written is read again, with either check", arguments: [OSDPCheck.crc, .checksum], [0, 1, 200])
  func roundTrip(check: OSDPCheck, count: Int) throws {
    let data = (0..<count).map { UInt8(truncatingIfNeeded: $0) }
    let wire = OSDPPacket.encoded(address: 0x85, sequence: 3, check: check, code: 0x53, data: data)
    let packet = try OSDPPacket(wire)
    #expect(packet.address == 5 && packet.isReply && packet.sequence == 3 && packet.check == check)
    #expect(packet.security == nil && packet.code == 0x53)
    #expect(packet.data.matches(SecretBytes(copying: data)))
  }

  @Test("any one changed bit is damage, or a packet for somebody else is not taken for this one")
  func damage() throws {
    let wire = OSDPPacket.encoded(address: 0x80, sequence: 1, check: .crc, code: 0x53, data: [0, 1, 0x35])
    for index in wire.indices {
      for bit in 0..<8 {
        var changed = wire
        changed[index] ^= 1 << bit
        #expect(throws: OSDPPacketError.self) { try OSDPPacket(changed) }
      }
    }
  }

  @Test(
    "a security block that reaches past the end is refused",
    arguments: ["53 80 09 00 0c 09 16 40", "53 80 09 00 0c 00 16 40", "53 80 0a 00 0c 02 16 40 00"])
  func badSecurityBlock(hex: String) {
    let head = bytes(hex: hex)
    var wire = head
    wire[2] = UInt8(head.count + 2)
    wire += OSDPCheck.crc.bytes(over: wire)
    #expect(throws: OSDPPacketError.badSecurityBlock) { try OSDPPacket(wire) }
  }
}
