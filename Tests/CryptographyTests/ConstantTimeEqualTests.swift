import Cryptography
import Testing

@Suite("Comparison in constant time")
struct ConstantTimeEqualTests {
  private func equal(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    left.withUnsafeBytes { left in right.withUnsafeBytes { right in constantTimeEqual(left, right) } }
  }

  @Test("equal strings are equal", arguments: [0, 1, 6, 10, 20, 64, 257])
  func equal(count: Int) {
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ 5) }
    #expect(equal(bytes, Array(bytes)))
  }

  @Test("one bit anywhere makes a difference", arguments: [1, 6, 20, 64])
  func oneBit(count: Int) {
    let bytes = [UInt8](repeating: 0x5A, count: count)
    for place in bytes.indices {
      for bit in 0..<8 {
        var other = bytes
        other[place] ^= 1 << UInt8(bit)
        #expect(!equal(bytes, other))
      }
    }
  }

  @Test("differences do not cancel out")
  func noCancelling() {
    #expect(!equal([0x01, 0x01], [0x00, 0x00]))
    #expect(!equal([0x0F, 0xF0], [0xF0, 0x0F]))
  }

  @Test("a prefix is not equal to the whole")
  func lengths() {
    #expect(!equal([], [0]))
    #expect(!equal([1, 2], [1, 2, 0]))
    #expect(!equal([1, 2, 3], [1, 2]))
  }
}
