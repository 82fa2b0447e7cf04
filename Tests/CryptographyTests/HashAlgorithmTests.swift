import Cryptography
import Testing

@Suite("Hash algorithms")
struct HashAlgorithmTests {
  @Test("digests have the sizes of FIPS 180-4, and the largest is the largest")
  func sizes() {
    #expect(HashAlgorithm.allCases.map(\.digestSize) == [20, 32, 64])
    #expect(HashAlgorithm.allCases.map(\.digestSize).max() == HashAlgorithm.largestDigestSize)
  }

  @Test("the stored numbers stay what they are")
  func rawValues() {
    #expect(HashAlgorithm.sha1.rawValue == 1)
    #expect(HashAlgorithm.sha256.rawValue == 2)
    #expect(HashAlgorithm.sha512.rawValue == 3)
  }
}
