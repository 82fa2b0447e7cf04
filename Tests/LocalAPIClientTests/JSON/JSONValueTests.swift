import Cryptography
import Testing

@testable import LocalAPIClient

@Suite("JSON values")
struct JSONValueTests {
  static func parse(_ text: String, secrets: Set<String> = []) throws(JSONError) -> JSONValue {
    try JSONValue(parsing: SecretBytes(copying: Array(text.utf8)), secrets: secrets)
  }

  static func text(_ secret: SecretBytes) -> String { secret.withBytes { String(decoding: $0, as: UTF8.self) } }

  @Test("every kind of value is read and written back as it was")
  func roundTrip() throws {
    let text = #"{"n":null,"t":true,"f":false,"i":-9007199254740993,"r":1.5,"s":"a\"b","a":[1,[],{}],"o":{"x":"y"}}"#
    #expect(Self.text(try Self.parse(text).line()) == text)
  }

  @Test("accessors give a value of their own kind and nothing for others")
  func accessors() throws {
    let object = try #require(try Self.parse(#"{"s":"x","i":7,"b":true,"a":[1],"n":null,"o":{}}"#).object)
    #expect(object["s"]?.text == "x" && object["s"]?.number == nil && object["s"]?.secret == nil)
    #expect(object["i"]?.number == 7 && object["i"]?.text == nil)
    #expect(object["b"]?.flag == true && object["b"]?.object == nil)
    #expect(object["a"]?.items == [.integer(1)] && object["o"]?.items == nil)
    #expect(object["n"] == nil && object["absent"] == nil)
    #expect(object["o"]?.object == JSONObject() && object["o"]?.flag == nil)
  }

  @Test("members named as secrets never become strings, at any depth")
  func secrets() throws {
    let value = try Self.parse(#"{"a":{"uri":"otpauth://x"},"uri":["k"],"label":"uri"}"#, secrets: ["uri"])
    #expect(value.object?["a"]?.object?["uri"]?.secret.map(Self.text) == "otpauth://x")
    #expect(value.object?["uri"]?.items?.first?.secret.map(Self.text) == "k")
    #expect(value.object?["label"]?.text == "uri")
    #expect(!"\(value)".contains("otpauth"))
    #expect(Self.text(try value.line()).contains(#""uri":"otpauth://x""#))
  }

  @Test("written JSON is one line of printable ASCII whatever its strings hold")
  func ascii() throws {
    let line = Self.text(try JSONValue.object(["s": .string("\u{1B}[31m\n\u{9B}ü\u{1F511}\0")]).line())
    #expect(line.utf8.allSatisfy { (0x20...0x7E).contains($0) })
    #expect(try Self.parse(line) == .object(["s": .string("\u{1B}[31m\n\u{9B}ü\u{1F511}\0")]))
  }

  @Test(
    "what is no JSON object or array is refused with its place and never quoted",
    arguments: ["", "{", "{\"a\":1,\"a\":2}", "[1,]", "nonsense", "\"text\"", "{\"a\":1}x", "\u{FEFF}{}", "[1e999]"])
  func malformed(_ text: String) {
    #expect(throws: JSONError.self) { try Self.parse(text) }
  }

  @Test("bytes that are not UTF-8 are refused both ways")
  func notText() {
    #expect(throws: JSONError.self) {
      try JSONValue(parsing: SecretBytes(copying: [0x5B, 0x22, 0xFF, 0x22, 0x5D]))
    }
    #expect(throws: JSONError.notText) { try JSONValue.array([.secret(SecretBytes(copying: [0xC3]))]).line() }
  }

  @Test("an empty string and an empty secret are written as empty strings")
  func emptyStrings() throws {
    let value = JSONValue.array([.string(""), .secret(SecretBytes(copying: []))])
    #expect(Self.text(try value.line()) == #"["",""]"#)
  }

  @Test("nesting deeper than any answer's is refused, not followed")
  func deepNesting() {
    #expect(throws: JSONError.self) { try Self.parse(String(repeating: "[", count: 100_000)) }
  }
}
