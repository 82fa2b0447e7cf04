import Testing
import WireProtocol

struct FrameCheckTests {
  @Test("the check value is the one that every catalogue gives for CRC-16/X-25")
  func checkValue() {
    #expect(Array("123456789".utf8).withUnsafeBytes { FrameCheck.value(of: $0) } == 0x906E)
  }

  @Test("bytes with their checksum behind them leave the residue of RFC 1662")
  func residue() {
    for length in 0...64 {
      let message = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 37) }
      let check = message.withUnsafeBytes { FrameCheck.value(of: $0) }
      let whole = message + [UInt8(truncatingIfNeeded: check), UInt8(check >> 8)]
      #expect(whole.withUnsafeBytes { FrameCheck.value(of: $0) } == ~0xF0B8)
    }
  }

  @Test("no one, two or three flipped bits of the longest packet pass")
  func hammingDistance() {
    // The checksum is linear: flips pass unseen where the syndromes of their places cancel out.
    let bits = (FrameLimits.longestFrame - 2) * 8
    let zeros = [UInt8](repeating: 0, count: bits / 8)
    func syndrome(_ bit: Int) -> UInt16 {
      var packet = zeros
      packet[bit / 8] ^= 1 << (bit % 8)
      let count = packet.count - 2
      let sum = packet[..<count].withUnsafeBytes { FrameCheck.value(of: $0) }
      let base = zeros[..<count].withUnsafeBytes { FrameCheck.value(of: $0) }
      return sum ^ base ^ (UInt16(packet[count]) | UInt16(packet[count + 1]) << 8)
    }
    let syndromes = (0..<bits).map(syndrome)
    let known = Set(syndromes)
    #expect(known.count == bits)
    #expect(!known.contains(0))
    var pairs = 0
    for left in 0..<bits {
      for right in (left + 1)..<bits where known.contains(syndromes[left] ^ syndromes[right]) { pairs += 1 }
    }
    #expect(pairs == 0)
  }
}
