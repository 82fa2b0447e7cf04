import Cryptography
import Testing
import WireProtocol

struct FrameTests {
  @Test(
    "encoding agrees with every valid frame vector", arguments: FrameVector.file.tests.filter { $0.result == "valid" })
  func encodes(_ vector: FrameVector) throws {
    let frame = Frame(
      id: try #require(vector.id), sequence: try #require(vector.sequence),
      body: SecretBytes(copying: bytes(hex: try #require(vector.body))))
    #expect(frame.encoded() == bytes(hex: vector.wire))
  }

  @Test("an encoded frame holds one zero, at its end, and never more bytes than the limit")
  func shape() {
    for count in 0...FrameLimits.longestBody {
      for filler: UInt8 in [0, 1, 0xFF] {
        let wire = Frame(id: 0, sequence: 0, body: SecretBytes(copying: Array(repeating: filler, count: count)))
          .encoded()
        #expect(wire.firstIndex(of: 0) == wire.count - 1)
        #expect(wire.count == count + FrameLimits.overhead)
      }
    }
    #expect(FrameLimits.longestBody + FrameLimits.overhead == FrameLimits.longestFrame)
  }
}
