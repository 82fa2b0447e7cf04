import Cryptography
import Testing

@Suite("Random sources")
struct RandomSourceTests {
  /// Not random, so that what is drawn is known.
  private struct Counting: RandomSource {
    var next: UInt8 = 1
    mutating func fill(_ bytes: UnsafeMutableRawBufferPointer) {
      for index in bytes.indices {
        bytes[index] = next
        next &+= 1
      }
    }
  }

  @Test("a secret is filled from end to end, and the source moves on")
  func secrets() {
    var source = Counting()
    let drawn = [source.secret(count: 4), source.secret(count: 0), source.secret(count: 3)]
    #expect(drawn.map { $0.withBytes { Array($0) } } == [[1, 2, 3, 4], [], [5, 6, 7]])
  }
}
