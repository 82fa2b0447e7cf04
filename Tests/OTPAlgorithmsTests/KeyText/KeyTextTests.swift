import Cryptography
import OTPAlgorithms
import Testing

@Suite("Keys as text")
struct KeyTextTests {
  @Test(
    "base32 and hexadecimal after its prefix are read",
    arguments: ["JBSWY3DP", "jbsw y3dp", "hex:48656c6c6f", "HEX:48 65 6C 6C 6F", "Hex:48-65-6c-6c-6f"])
  func forms(key: String) throws {
    #expect(text(try KeyText.decode(Array(key.utf8))) == "Hello")
  }

  @Test("a key that only begins like the prefix is base32", arguments: ["HE", "HEXA", "hexahexa"])
  func nearPrefix(key: String) throws {
    #expect(text(Base32.encode(try KeyText.decode(Array(key.utf8)))) == key.uppercased())
  }

  @Test("nothing is no key", arguments: ["", "hex:", " ", "- -", "hex: "])
  func empty(key: String) {
    #expect(throws: KeyTextError.empty) { try KeyText.decode(Array(key.utf8)) }
  }

  @Test("what is wrong is said for the form that was meant")
  func errors() {
    #expect(throws: KeyTextError.base32(.wrongCharacter(at: 3))) { try KeyText.decode(Array("HEX;00".utf8)) }
    #expect(throws: KeyTextError.base32(.wrongCharacter(at: 0))) { try KeyText.decode(Array("0x4865".utf8)) }
    #expect(throws: KeyTextError.hexadecimal(.oddLength)) { try KeyText.decode(Array("hex:486".utf8)) }
    #expect(throws: KeyTextError.hexadecimal(.wrongCharacter(at: 2))) { try KeyText.decode(Array("hex:48xx".utf8)) }
    #expect(KeyTextError.base32(.impossibleLength).description.contains("hex:"))
  }
}
