import Cryptography
import Testing

@testable import TwoFactor

@Suite("Digits typed so far")
struct CodeFragmentTests {
  static func text(_ fragment: CodeFragment) -> String {
    fragment.digits.withBytes { String(decoding: $0, as: UTF8.self) }
  }

  @Test("digits are kept in the order they came")
  func order() {
    var fragment = CodeFragment(0, from: .typed)
    for digit in UInt8(1)...9 { fragment.append(digit, from: .typed, limit: 10) }
    #expect(Self.text(fragment) == "0123456789")
  }

  @Test("what is too long is kept too long, and no longer than by one")
  func tooLong() {
    var fragment = CodeFragment(1, from: .typed)
    for _ in 0..<1000 { fragment.append(1, from: .typed, limit: 6) }
    #expect(Self.text(fragment) == "1111111")
  }

  @Test("another device's digit begins anew")
  func otherDevice() {
    var fragment = CodeFragment(1, from: .hardware(device: "a"))
    fragment.append(2, from: .emulated(device: "a"), limit: 6)
    #expect(Self.text(fragment) == "2")
    #expect(fragment.origin == .emulated(device: "a"))
  }
}
