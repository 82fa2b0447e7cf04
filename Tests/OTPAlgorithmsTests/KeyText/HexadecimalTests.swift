import Cryptography
import OTPAlgorithms
import Rig
import Testing

@Suite("Hexadecimal")
struct HexadecimalTests {
  @Test("either case is read, lower case is written, separators are passed over")
  func vectors() throws {
    let value: [UInt8] = [0x00, 0x1F, 0xA0, 0xFF, 0x9C]
    for form in ["001fa0ff9c", "001FA0FF9C", "00-1f a0-FF 9c", "0 0 1 F A 0 F F 9 C"] {
      #expect(bytes(try Hexadecimal.decode(Array(form.utf8))) == value)
    }
    #expect(text(Hexadecimal.encode(SecretBytes(copying: value))) == "001fa0ff9c")
    #expect(try Hexadecimal.decode([]).isEmpty)
    #expect(Hexadecimal.encode(secret("")).isEmpty)
  }

  @Test("wrong characters are refused with their place", arguments: ["g", "/", ":", "@", "`", "G", "\u{0}", "="])
  func wrongCharacters(character: String) {
    #expect(throws: HexadecimalError.wrongCharacter(at: 3)) { try Hexadecimal.decode(Array("0 0\(character)".utf8)) }
  }

  @Test("half a byte is refused", arguments: ["0", "abc", "00 00 0"])
  func oddLength(encoded: String) {
    #expect(throws: HexadecimalError.oddLength) { try Hexadecimal.decode(Array(encoded.utf8)) }
  }

  @Test("any bytes come back from their text")
  func roundTrip() throws {
    var random = SeededGenerator()
    for _ in 0..<500 {
      let original = random.bytes(Int.random(in: 0...70, using: &random))
      let encoded = bytes(Hexadecimal.encode(SecretBytes(copying: original)))
      #expect(bytes(try Hexadecimal.decode(encoded)) == original, "\(random.replay)")
    }
  }
}
