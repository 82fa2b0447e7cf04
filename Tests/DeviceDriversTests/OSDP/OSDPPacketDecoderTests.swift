import DeviceDrivers
import Testing

struct OSDPPacketDecoderTests {
  static let packet = OSDPPacket.encoded(address: 0x80, sequence: 1, check: .crc, code: 0x40, data: [])

  @Test(
    "a packet is found behind marks, noise and starts that are none",
    arguments: ["", "ff ff", "00 12 80", "53", "53 53", "53 80 00 00", "53 00 53", "53 ff ff ff"])
  func found(noise: String) {
    var decoder = OSDPPacketDecoder()
    var found = 0
    for byte in bytes(hex: noise) + Self.packet {
      if case .packet(let packet)? = decoder.receive(byte) {
        found += 1
        #expect(packet.code == 0x40 && packet.sequence == 1)
      }
    }
    #expect(found == 1)
    #expect(!decoder.isInPacket)
  }

  @Test("a packet whose check is wrong is told as damage, and the next is found")
  func damaged() {
    var decoder = OSDPPacketDecoder()
    var wrong = Self.packet
    wrong[wrong.count - 1] ^= 1
    let findings = (wrong + Self.packet).compactMap { decoder.receive($0) }
    guard findings.count == 2, case .damaged(.badCheck) = findings[0], case .packet = findings[1] else {
      Issue.record("damage, then a packet")
      return
    }
  }

  @Test("reset forgets half a packet")
  func reset() {
    var decoder = OSDPPacketDecoder()
    for byte in Self.packet.dropLast(2) { _ = decoder.receive(byte) }
    #expect(decoder.isInPacket)
    decoder.reset()
    #expect(!decoder.isInPacket)
    let findings = Self.packet.compactMap { decoder.receive($0) }
    #expect(findings.count == 1)
  }
}
