import Testing
import WireProtocol

struct KeyCodeTests {
  @Test("the keys are those of table fields, and no other byte is one")
  func table() throws {
    struct Field: Decodable {
      let message: String
      let name: String
      let values: [String: String]?
    }
    let field = try #require(
      Specification.rows("fields", of: Field.self).first { $0.message == "0x90" && $0.name == "key" })
    let values = try #require(field.values)
    for byte in UInt8.min...UInt8.max {
      let key = KeyCode(byte: byte)
      #expect(key?.name == values["\(byte)"])
      if let key { #expect(key.byte == byte) }
    }
  }

  @Test("a key never prints which it is")
  func printing() {
    for key in [KeyCode.digit(7), .enter, .clear] {
      #expect("\(key)" == "key")
      #expect(String(reflecting: key) == "key")
    }
    var dumped = ""
    dump([KeyCode.digit(7)], to: &dumped)
    #expect(!dumped.contains("7"))
  }
}
