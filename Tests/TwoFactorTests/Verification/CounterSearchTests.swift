import Cryptography
import HostPlatform
import OTPAlgorithms
import Testing

@testable import TwoFactor

@Suite("Searching counters")
struct CounterSearchTests {
  typealias Search = CounterSearch<NettleKeyedHash>

  @Test("every counter from the expected one to the look-ahead's end is found, and no further", arguments: 0..<10)
  func forward(counter: Int) {
    var search = Search(for: TestToken.secret(TestToken.rfcCodes[counter]), of: TestToken.hotp(next: 1))
    let expected: Search.Finding =
      switch counter {
      case 0: .used
      case 1...5: .fresh(UInt64(counter))
      default: .absent
      }
    #expect(search.forward(lookAhead: 4) == expected)
  }

  @Test("a counter-based code is told from a wrong one when it was the last one")
  func lookBack() {
    for (counter, code) in TestToken.rfcCodes.prefix(7).enumerated() {
      var search = Search(for: TestToken.secret(code), of: TestToken.hotp(next: 7))
      #expect(search.forward(lookAhead: 0) == (counter == 6 ? .used : .absent))
    }
  }

  @Test("the ends of the counters' range are no trap")
  func ends() {
    let last = TestToken.hotp(next: .max)
    var search = Search(for: TestToken.code(of: last, at: .max), of: last)
    #expect(search.forward(lookAhead: .max) == .fresh(.max))
    var late = Search(for: TestToken.code(of: last, at: .max), of: TestToken.hotp())
    #expect(late.around(.max, window: 5) == .fresh(.max))
    var absent = Search(for: TestToken.secret("no code"), of: TestToken.hotp())
    #expect(absent.around(0, window: 100) == .absent)
    #expect(absent.around(.max, window: 100) == .absent)
  }

  @Test("the neighbours of a step are looked at by their distance, the earlier first")
  func nearest() throws {
    // Two steps within a window whose codes agree are rare, and show the order: found by search, for any key.
    let token = TestToken.totp()
    var steps: [String: UInt64] = [:]
    var pair: (UInt64, UInt64)?
    var step: UInt64 = 0
    while pair == nil {
      let code = TestToken.code(of: token, at: step).withBytes { String(decoding: $0, as: UTF8.self) }
      if let earlier = steps.updateValue(step, forKey: code) { pair = (earlier, step) }
      step += 1
    }
    let (first, second) = try #require(pair)
    let code = TestToken.code(of: token, at: first)
    let middle = (first + second) / 2
    let window = second - first
    func found(around step: UInt64) -> Search.Finding {
      var search = Search(for: code, of: token)
      return search.around(step, window: window)
    }
    #expect(found(around: first) == .fresh(first))
    #expect(found(around: second) == .fresh(second))
    #expect(found(around: middle) == .fresh(first))
    #expect(found(around: middle + 1) == .fresh(second))
  }
}
