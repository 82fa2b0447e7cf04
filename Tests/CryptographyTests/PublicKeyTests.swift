import Cryptography
import Testing

struct PublicKeyTests {
  @Test("any 32 bytes are a key, and no other number of them", arguments: 0...64)
  func length(_ count: Int) {
    let bytes = [UInt8](repeating: 0xFF, count: count)
    #expect(PublicKey(bytes)?.bytes == (count == 32 ? bytes : nil))
  }

  @Test("keys are equal when all their bytes are")
  func equality() throws {
    let bytes = Array(0..<32) as [UInt8]
    let key = try #require(PublicKey(bytes))
    for index in bytes.indices {
      var other = bytes
      other[index] ^= 0x80
      #expect(PublicKey(other) != key)
    }
    #expect(PublicKey(bytes) == key)
  }
}
