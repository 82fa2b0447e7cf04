import Cryptography
import HostPlatform
import Testing

struct NettleAES128Tests {
  /// FIPS 197, appendices B and C.1; NIST SP 800-38A, F.1.1, the four blocks of ECB-AES128.
  static let vectors: [(key: String, plain: String, cipher: String)] = [
    ("2b7e151628aed2a6abf7158809cf4f3c", "3243f6a8885a308d313198a2e0370734", "3925841d02dc09fbdc118597196a0b32"),
    ("000102030405060708090a0b0c0d0e0f", "00112233445566778899aabbccddeeff", "69c4e0d86a7b0430d8cdb78070b4c55a"),
    ("2b7e151628aed2a6abf7158809cf4f3c", "6bc1bee22e409f96e93d7e117393172a", "3ad77bb40d7a3660a89ecaf32466ef97"),
    ("2b7e151628aed2a6abf7158809cf4f3c", "ae2d8a571e03ac9c9eb76fac45af8e51", "f5d3d58503b9699de785895a96fdbaaf"),
    ("2b7e151628aed2a6abf7158809cf4f3c", "30c81c46a35ce411e5fbc1191a0a52ef", "43b1cd7f598ece23881b00e3ed030688"),
    ("2b7e151628aed2a6abf7158809cf4f3c", "f69f2445df4f9b17ad2b417be66c3710", "7b0c785e27e8ad3f8223207104725dd4"),
  ]

  @Test("blocks encrypt and decrypt as FIPS 197 and SP 800-38A say", arguments: vectors)
  func agrees(vector: (key: String, plain: String, cipher: String)) {
    let cipher = NettleAES128(key: SecretBytes(copying: bytes(vector.key)))
    var block = bytes(vector.plain)
    var span = block.mutableSpan
    var raw = span.mutableBytes
    cipher.encrypt(&raw)
    #expect(block == bytes(vector.cipher))
    span = block.mutableSpan
    raw = span.mutableBytes
    cipher.decrypt(&raw)
    #expect(block == bytes(vector.plain))
  }

  @Test("bytes behind the block are left alone")
  func oneBlock() {
    let cipher = NettleAES128(key: SecretBytes(copying: [UInt8](repeating: 7, count: 16)))
    var block = [UInt8](repeating: 1, count: 20)
    var span = block.mutableSpan
    var raw = span.mutableBytes
    cipher.encrypt(&raw)
    #expect(block[16...] == [1, 1, 1, 1])
    #expect(block[..<16] != [UInt8](repeating: 1, count: 16)[...])
  }

  private func bytes(_ hex: String) -> [UInt8] {
    let digits = Array(hex)
    return stride(from: 0, to: digits.count, by: 2).map { UInt8(String(digits[$0...($0 + 1)]), radix: 16)! }
  }
}
