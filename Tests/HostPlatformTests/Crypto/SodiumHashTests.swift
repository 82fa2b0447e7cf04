import Cryptography
import HostPlatform
import Rig
import Testing

@Suite("BLAKE2b")
struct SodiumHashTests {
  private static func digest(_ pieces: [[UInt8]], size: Int) -> [UInt8] {
    let hash = SodiumHash(digestSize: size)
    for piece in pieces { piece.withUnsafeBytes { hash.update($0) } }
    var digest = [UInt8](repeating: 0, count: size)
    digest.withUnsafeMutableBytes { hash.finish(into: $0) }
    return digest
  }

  @Test("RFC 7693 appendix A, and the same in three pieces")
  func vector() {
    let expected = bytes(
      hex: """
        ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d1
        7d87c5392aab792dc252d5de4533cc9518d38aa8dbf1925ab92386edd4009923
        """)
    #expect(Self.digest([Array("abc".utf8)], size: 64) == expected)
    #expect(Self.digest([Array("a".utf8), [], Array("bc".utf8)], size: 64) == expected)
  }

  /// RFC 7693 appendix E: digests of four sizes of messages of six lengths, hashed together; of the two halves of that
  /// test the one without keys. The expected value is hashlib's.
  @Test("digests of four sizes of messages of six lengths are Python's hashlib's")
  func selfTest() {
    let all = SodiumHash(digestSize: 32)
    for size in [20, 32, 48, 64] {
      for length in [0, 3, 128, 129, 255, 1024] {
        let message = Self.sequence(length, seed: UInt32(length))
        Self.digest([message], size: size).withUnsafeBytes { all.update($0) }
      }
    }
    var digest = [UInt8](repeating: 0, count: 32)
    digest.withUnsafeMutableBytes { all.finish(into: $0) }
    #expect(digest == bytes(hex: "681f345ad53c6360214ea500fd259edddbca775f605fad81b9b189d6d88e15c6"))
  }

  @Test("how a message is cut does not matter")
  func pieces() {
    var random = SeededGenerator()
    for _ in 0..<100 {
      let message = random.bytes(Int.random(in: 0...600, using: &random))
      let cut = Int.random(in: 0...message.count, using: &random)
      #expect(
        Self.digest([Array(message[..<cut]), Array(message[cut...])], size: 64) == Self.digest([message], size: 64),
        "\(random.replay)")
    }
  }

  /// The appendix's own sequence of bytes.
  private static func sequence(_ count: Int, seed: UInt32) -> [UInt8] {
    var first = 0xDEAD_4BAD &* seed
    var second: UInt32 = 1
    return (0..<count).map { _ in
      let sum = first &+ second
      (first, second) = (second, sum)
      return UInt8(sum >> 24)
    }
  }
}
