import Cryptography
import HostPlatform
import Testing

@Suite("Sealing of secrets")
struct SealingKeyTests {
  private let key = SealingKey(SecretBytes(copying: 1...32 as ClosedRange<UInt8>))!
  private let secret = SecretBytes(copying: Array("12345678901234567890".utf8))

  @Test("a key of any other length is no key", arguments: [0, 1, 16, 31, 33, 64])
  func keyLength(count: Int) {
    #expect(SealingKey(SecretBytes(count: count) { _ in }) == nil)
  }

  @Test("what is sealed opens for the same owner", arguments: [0, 1, 20, 128, 5000])
  func roundTrip(count: Int) throws {
    var random = KernelRandom()
    let secret = random.secret(count: count)
    for owner in ["token 1", "", "金鑰"] {
      let sealed = key.seal(secret, for: owner)
      #expect(sealed.count == 24 + count + 16)
      #expect(try #require(key.open(sealed, for: owner)).matches(secret))
    }
  }

  @Test("it does not open for another owner")
  func otherOwner() {
    let sealed = key.seal(secret, for: "token 1")
    for owner in ["token 2", "token 10", "token ", "", "Token 1"] { #expect(key.open(sealed, for: owner) == nil) }
  }

  @Test("it does not open with another key")
  func otherKey() {
    let other = SealingKey(SecretBytes(copying: 2...33 as ClosedRange<UInt8>))!
    #expect(other.open(key.seal(secret, for: "token 1"), for: "token 1") == nil)
  }

  @Test("a changed bit anywhere keeps it shut: nonce, contents, tag", arguments: [0, 1, 20])
  func tampering(count: Int) {
    let sealed = key.seal(SecretBytes(count: count) { _ in }, for: "token 1")
    for place in sealed.indices {
      for bit in 0..<8 {
        var changed = sealed
        changed[place] ^= 1 << UInt8(bit)
        #expect(key.open(changed, for: "token 1") == nil, "byte \(place), bit \(bit)")
      }
    }
  }

  @Test("a cut or lengthened one stays shut")
  func truncation() {
    let sealed = key.seal(secret, for: "token 1")
    for count in 0..<sealed.count { #expect(key.open(Array(sealed.prefix(count)), for: "token 1") == nil) }
    #expect(key.open(sealed + [0], for: "token 1") == nil)
  }

  @Test("no two seals of one secret are the same, and none shows it")
  func freshNonces() {
    let contents = secret.withBytes { Array($0) }
    let seals = (0..<100).map { _ in key.seal(secret, for: "token 1") }
    #expect(Set(seals.map { Array($0.prefix(24)) }).count == 100)
    for sealed in seals { #expect(!sealed.dropFirst(24).starts(with: contents)) }
  }

  /// XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha-03) of `secret` for "token 1" with the nonce 0x40 to 0x57, made with
  /// Python's `cryptography` and an HChaCha20 of its own.
  private static let keptSeal: [UInt8] = [
    0x40, 0x41, 0x42, 0x43, 0x44, 0x45, 0x46, 0x47, 0x48, 0x49, 0x4a, 0x4b, 0x4c, 0x4d, 0x4e, 0x4f, 0x50, 0x51,
    0x52, 0x53, 0x54, 0x55, 0x56, 0x57, 0x3e, 0x3f, 0x07, 0xc7, 0xe2, 0xc0, 0xb7, 0x34, 0xbb, 0x43, 0xf4, 0xb3,
    0x9a, 0x85, 0x73, 0x02, 0x6e, 0x04, 0x04, 0xf9, 0x5b, 0x42, 0xc8, 0x11, 0x1a, 0xb2, 0x53, 0x7d, 0x11, 0xb2,
    0x6e, 0xa1, 0x3d, 0xa9, 0xf4, 0xfe,
  ]

  @Test("a seal made by another program opens: stores written today open tomorrow")
  func keptSeal() throws {
    #expect(try #require(key.open(Self.keptSeal, for: "token 1")).matches(secret))
  }
}
