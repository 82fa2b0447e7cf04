import Cryptography
import HostPlatform
import Testing

@Suite("The kernel's random numbers")
struct KernelRandomTests {
  @Test("every byte of every length is filled", arguments: [0, 1, 16, 255, 257, 1_000_000])
  func filling(count: Int) {
    var random = KernelRandom()
    // A byte that stays zero in 12 drawings was not written, but for a chance of 2^-96.
    var seen = [UInt8](repeating: 0, count: count)
    for _ in 0..<12 {
      let secret = random.secret(count: count)
      #expect(secret.count == count)
      secret.withBytes { bytes in for index in 0..<count { seen[index] |= bytes[index] } }
    }
    #expect(seen.allSatisfy { $0 != 0 })
  }

  @Test("no drawing repeats an earlier one")
  func distinct() {
    var first = KernelRandom()
    var second = KernelRandom()
    let drawn = (0..<100).flatMap { _ in [first.secret(count: 16), second.secret(count: 16)] }
    #expect(Set(drawn.map { $0.withBytes { Array($0) } }).count == drawn.count)
  }
}
