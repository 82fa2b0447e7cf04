import Cryptography
import HostPlatform
import Testing

@Suite("HMAC by nettle")
struct NettleKeyedHashTests {
  private func authenticate(_ hash: inout NettleKeyedHash, _ message: [UInt8], room: Int = 64) -> [UInt8] {
    var code = [UInt8](repeating: 0xA5, count: room)
    code.withUnsafeMutableBytes { code in
      message.withUnsafeBytes { message in
        var span = code.mutableBytes
        hash.authenticate(message.bytes, into: &span)
      }
    }
    return code
  }

  private func bytes(_ hexadecimal: String) -> [UInt8] {
    let digits = Array(hexadecimal)
    return stride(from: 0, to: digits.count, by: 2).map { UInt8(String(digits[$0...$0 + 1]), radix: 16)! }
  }

  @Test("the published codes come out, again and again from one key", arguments: HMACVector.all)
  func vectors(vector: HMACVector) {
    for (algorithm, expected) in vector.codes {
      var hash = NettleKeyedHash(algorithm, key: SecretBytes(copying: vector.key))
      for _ in 0..<3 {
        let code = authenticate(&hash, vector.message)
        #expect(Array(code.prefix(algorithm.digestSize)) == bytes(expected))
        #expect(code.dropFirst(algorithm.digestSize).allSatisfy { $0 == 0xA5 }, "nothing beyond the digest is written")
      }
    }
  }

  @Test("key and message may be empty", arguments: HashAlgorithm.allCases)
  func empty(algorithm: HashAlgorithm) {
    // From Python's hmac and hashlib.
    let expected: [HashAlgorithm: String] = [
      .sha1: "fbdb1d1b18aa6c08324b7d64b71fb76370690e1d",
      .sha256: "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad",
      .sha512: "b936cee86c9f87aa5d3c6f2e84cb5a4239a5fe50480a6ec66b70ab5b1f4ac673"
        + "0c6c515421b327ec1d69402e53dfb49ad7381eb067b338fd7b0cb22247225d47",
    ]
    var hash = NettleKeyedHash(algorithm, key: SecretBytes(copying: []))
    let code = authenticate(&hash, [])
    #expect(Array(code.prefix(algorithm.digestSize)) == bytes(expected[algorithm]!))
  }

  @Test("room for exactly one digest is enough", arguments: HashAlgorithm.allCases)
  func exactRoom(algorithm: HashAlgorithm) {
    var hash = NettleKeyedHash(algorithm, key: SecretBytes(copying: [1, 2, 3]))
    let roomy = authenticate(&hash, [4, 5, 6])
    let exact = authenticate(&hash, [4, 5, 6], room: algorithm.digestSize)
    #expect(exact == Array(roomy.prefix(algorithm.digestSize)))
  }

  @Test("two keys do not disturb each other")
  func independence() {
    var first = NettleKeyedHash(.sha1, key: SecretBytes(copying: [1]))
    let alone = authenticate(&first, [9])
    var second = NettleKeyedHash(.sha1, key: SecretBytes(copying: [2]))
    let other = authenticate(&second, [9])
    #expect(other != alone)
    let again = authenticate(&first, [9])
    #expect(again == alone)
  }
}
