import Cryptography
import OTPAlgorithms
import Rig
import Testing

@Suite("Base32")
struct Base32Tests {
  /// RFC 4648 §10.
  static let vectors = [
    ("", ""), ("f", "MY======"), ("fo", "MZXQ===="), ("foo", "MZXW6==="), ("foob", "MZXW6YQ="), ("fooba", "MZXW6YTB"),
    ("foobar", "MZXW6YTBOI======"),
  ]

  @Test("RFC 4648's vectors hold in both directions, with padding and without", arguments: vectors)
  func agreesWithVectors(plain: String, encoded: String) throws {
    let unpadded = encoded.filter { $0 != "=" }
    #expect(text(Base32.encode(secret(plain), padded: true)) == encoded)
    #expect(text(Base32.encode(secret(plain))) == unpadded)
    #expect(text(try Base32.decode(Array(encoded.utf8))) == plain)
    #expect(text(try Base32.decode(Array(unpadded.utf8))) == plain)
    #expect(text(try Base32.decode(Array(encoded.lowercased().utf8))) == plain)
  }

  @Test(
    "spaces and hyphens anywhere are passed over",
    arguments: ["MZXW 6YTB OI", "mzxw-6ytb-oi", " MZXW6YTBOI======  ", "M-Z X--W6YTBOI", "MZXW6YTB OI== ===="])
  func separators(encoded: String) throws {
    #expect(text(try Base32.decode(Array(encoded.utf8))) == "foobar")
  }

  @Test("every wrong character is refused with its place", arguments: UInt8.min ... .max)
  func wrongCharacters(byte: UInt8) {
    let allowed = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz234567 -=".utf8)
    guard !allowed.contains(byte) else { return }
    #expect(throws: Base32Error.wrongCharacter(at: 2)) { try Base32.decode([0x4D, 0x20, byte, 0x59]) }
  }

  @Test("lengths that no bytes have are refused", arguments: ["A", "AAA", "AAAAAA", "AAAAAAAAA", "A======="])
  func impossibleLengths(encoded: String) {
    #expect(throws: Base32Error.impossibleLength) { try Base32.decode(Array(encoded.utf8)) }
  }

  @Test(
    "padding that does not fill its group, or has no end, is refused",
    arguments: ["MY=", "MY=======", "MZ=XW6YTB", "========", "MZXW6YTB=", "="])
  func wrongPadding(encoded: String) {
    #expect(throws: Base32Error.wrongPadding) { try Base32.decode(Array(encoded.utf8)) }
  }

  @Test("bits that belong to no byte must be zero", arguments: ["MZ", "MZXR", "MZXW7", "MZXW6YR", "MZ======"])
  func trailingBits(encoded: String) {
    #expect(throws: Base32Error.trailingBits) { try Base32.decode(Array(encoded.utf8)) }
  }

  @Test("any bytes come back from their text, and no other text of its length decodes to them")
  func roundTrip() throws {
    var random = SeededGenerator()
    for _ in 0..<2000 {
      let original = random.bytes(Int.random(in: 0...70, using: &random))
      let encoded = bytes(Base32.encode(SecretBytes(copying: original), padded: Bool.random(using: &random)))
      #expect(bytes(try Base32.decode(encoded)) == original, "\(random.replay)")
      guard let place = encoded.indices.randomElement(using: &random) else { continue }
      var changed = encoded
      changed[place] = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8).randomElement(using: &random)!
      guard changed != encoded, let other = try? Base32.decode(changed) else { continue }
      #expect(bytes(other) != original, "\(random.replay)")
    }
  }

  @Test("an error never holds what was read")
  func errorsAreSilent() {
    let error = #expect(throws: Base32Error.self) { try Base32.decode(Array("JBSWY3DP0EHPK3PXP".utf8)) }
    #expect(error?.description == "character 9 is not base32 (A to Z, 2 to 7)")
  }
}
