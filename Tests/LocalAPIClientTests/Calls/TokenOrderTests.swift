import Cryptography
import Testing

@testable import LocalAPIClient

@Suite("Orders for a token")
struct TokenOrderTests {
  @Test("an order sends what it names and nothing else")
  func fields() throws {
    var order = TokenOrder(source: .key(SecretBytes(copying: Array("GEZDGNBV".utf8))))
    order.label = "desk"
    order.counter = 3
    let line = try JSONValue.object(order.json).line()
    let text = line.withBytes { String(decoding: $0, as: UTF8.self) }
    #expect(text == #"{"key":"GEZDGNBV","label":"desk","counter":3}"#)
    #expect(TokenOrder().json == JSONObject())
    #expect(TokenOrder(source: .standIn).json == ["stand_in": .bool(true)])
  }

  @Test("an order that is printed shows no key")
  func silence() {
    let order = TokenOrder(source: .uri(SecretBytes(copying: Array("otpauth://totp/x?secret=GEZDGNBV".utf8))))
    #expect(!"\(order)".contains("GEZDGNBV"))
  }
}
