import Testing
import WireProtocol

struct SequenceNumberTests {
  @Test("numbers go from 1 to 255 and on from 1, so that 0 stays the link messages' own")
  func turn() {
    var number = SequenceNumber.unnumbered
    var seen: [UInt8] = []
    for _ in 0..<510 {
      number = SequenceNumber.following(number)
      seen.append(number)
    }
    let once = (1...255).map { UInt8($0) }
    #expect(seen == once + once)
  }
}
