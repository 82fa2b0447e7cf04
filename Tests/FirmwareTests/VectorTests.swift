import Cryptography
import HostPlatform
import Rig
import Testing

@Suite("The board's cryptography", .onBoard, .timeLimit(.minutes(15)))
struct VectorTests {
  private func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  private func hexadecimal(_ secret: SecretBytes) -> String { secret.withBytes { hexadecimal($0) } }

  private func ask(_ board: Board, _ words: String...) throws -> String? {
    try board.tell(words.joined(separator: " "))
    return board.told()
  }

  @Test("HMAC agrees with every vector of RFC 2202 and RFC 4231")
  func hmac() throws {
    let board = try Board(.vectors)
    for vector in HMACVector.all {
      for (algorithm, code) in vector.codes {
        let answer = try ask(
          board, "hmac", "0\(algorithm.rawValue)", hexadecimal(vector.key), hexadecimal(vector.message))
        #expect(answer == code, "\(vector.name), \(algorithm)")
      }
    }
    #expect(try board.switchOff().status == 0)
  }

  @Test("BLAKE2b agrees with RFC 7693, appendix A")
  func blake2b() throws {
    let board = try Board(.vectors)
    #expect(
      try ask(board, "blake2b", "40", hexadecimal("abc".utf8))
        == "ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d1"
        + "7d87c5392aab792dc252d5de4533cc9518d38aa8dbf1925ab92386edd4009923")
    #expect(try board.switchOff().status == 0)
  }

  @Test("X25519 agrees with RFC 7748, section 6.1")
  func x25519() throws {
    let board = try Board(.vectors)
    let alice = "77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a"
    let bob = "5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb"
    let alicePublic = "8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a"
    let bobPublic = "de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f"
    let shared = "4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742"
    #expect(try ask(board, "public", alice) == alicePublic)
    #expect(try ask(board, "public", bob) == bobPublic)
    #expect(try ask(board, "agree", alice, bobPublic) == shared)
    #expect(try ask(board, "agree", bob, alicePublic) == shared)
    #expect(try board.switchOff().status == 0)
  }

  @Test("a point of low order leads to nothing")
  func lowOrder() throws {
    let board = try Board(.vectors)
    for point in [
      "0000000000000000000000000000000000000000000000000000000000000000",
      "0100000000000000000000000000000000000000000000000000000000000000",
      "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
      "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    ] {
      #expect(try ask(board, "agree", String(repeating: "11", count: 32), point) == "", "\(point)")
    }
    #expect(try board.switchOff().status == 0)
  }

  @Test("ChaCha20-Poly1305 agrees with RFC 8439, appendix A.5")
  func cipher() throws {
    let board = try Board(.vectors)
    let text = """
      Internet-Drafts are draft documents valid for a maximum of six months and may be updated, replaced, or obsoleted by \
      other documents at any time. It is inappropriate to use Internet-Drafts as reference material or to cite them other \
      than as /“work in progress./”
      """
    let sealed =
      "64a0861575861af460f062c79be643bd5e805cfd345cf389f108670ac76c8cb24c6cfc18755d43eea09ee94e382d26b0"
      + "bdb7b73c321b0100d4f03b7f355894cf332f830e710b97ce98c8a84abd0b948114ad176e008d33bd60f982b1ff37c855"
      + "9797a06ef4f0ef61c186324e2b3506383606907b6a7c02b0f9f6157b53c867e4b9166c767b804d46a59b5216cde7a4e9"
      + "9040c5a40433225ee282a1b0a06c523eaf4534d7f83fa1155b0047718cbc546a0d072b04b3564eea1b422273f548271a"
      + "0bb2316053fa76991955ebd63159434ecebb4e466dae5a1073a6727627097a1049e617d91d361094fa68f0ff77987130"
      + "305beaba2eda04df997b714d6c6f2c29a6ad5cb4022b02709beead9d67890cbb22392336fea1851f38"
    #expect(
      try ask(
        board, "seal", "1c9240a5eb55d38af333888604f6b5f0473917c1402b80099dca5cbc207075c0", "0807060504030201",
        "f33388860000000000004e91", hexadecimal(text.utf8)) == sealed)
    #expect(try board.switchOff().status == 0)
  }

  @Test("ChaCha20-Poly1305 opens what it sealed, and nothing that was changed")
  func seal() throws {
    let board = try Board(.vectors)
    let key = String(repeating: "4b", count: 32)
    let sealed = try #require(try ask(board, "seal", key, "0000000100000002", "aabb", hexadecimal("a text".utf8)))
    #expect(
      try ask(board, "open", key, "0000000100000002", "aabb", sealed) == hexadecimal("a text".utf8) + "00")
    for (counter, data) in [("0000000100000003", "aabb"), ("0000000200000002", "aabb"), ("0000000100000002", "aabc")] {
      #expect(try ask(board, "open", key, counter, data, sealed) == "")
    }
    #expect(try board.switchOff().status == 0)
  }

  @Test("all three agree with libsodium on random questions")
  func agreesWithLibsodium() throws {
    let board = try Board(.vectors)
    var random = SeededGenerator()
    for length in [0, 1, 15, 16, 17, 63, 64, 65, 127, 128, 129, 300] {
      let text = random.bytes(length)
      let data = random.bytes(Int.random(in: 0...40, using: &random))
      let key = SecretBytes(copying: random.bytes(32))

      let size = Int.random(in: 1...64, using: &random)
      var hash = SodiumHash(digestSize: size)
      hash.update(text)
      var digest = [UInt8](repeating: 0, count: size)
      digest.withUnsafeMutableBytes { hash.finish(into: $0) }
      #expect(
        try ask(board, "blake2b", hexadecimal([UInt8(size)]), hexadecimal(text)) == hexadecimal(digest),
        "\(random.replay)")

      let counter = UInt64.random(in: .min ... .max, using: &random)
      var sealed = [UInt8](repeating: 0, count: length + SodiumCipher.tagSize)
      sealed.withUnsafeMutableBytes { sealed in
        text.withUnsafeBytes { text in
          data.withUnsafeBytes { data in
            SodiumCipher.seal(text, key: key, counter: counter, additionalData: data, into: sealed)
          }
        }
      }
      let counterBytes = withUnsafeBytes(of: counter.bigEndian) { hexadecimal($0) }
      #expect(
        try ask(board, "seal", hexadecimal(key), counterBytes, hexadecimal(data), hexadecimal(text))
          == hexadecimal(sealed), "\(random.replay)")

      let other = SecretBytes(copying: random.bytes(32))
      let otherKey = SodiumKeyAgreement.publicKey(of: other)
      #expect(try ask(board, "public", hexadecimal(other)) == hexadecimal(otherKey.bytes), "\(random.replay)")
      let shared = try #require(SodiumKeyAgreement.sharedSecret(of: key, with: otherKey))
      #expect(
        try ask(board, "agree", hexadecimal(key), hexadecimal(otherKey.bytes)) == hexadecimal(shared),
        "\(random.replay)")
    }
    #expect(try board.switchOff().status == 0)
  }
}
