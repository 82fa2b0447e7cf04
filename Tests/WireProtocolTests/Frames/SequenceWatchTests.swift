import Testing
import WireProtocol

struct SequenceWatchTests {
  @Test("numbers in order lose nothing, across the turn from 255 to 0 too")
  func inOrder() {
    var watch = SequenceWatch()
    watch.start(at: 250)
    for step in 1...300 { #expect(watch.lost(before: UInt8(truncatingIfNeeded: 250 + step)) == 0) }
  }

  @Test("a gap is counted once, and the numbers go on from behind it")
  func gap() {
    var watch = SequenceWatch()
    watch.start(at: 0)
    #expect(watch.lost(before: 1) == 0)
    #expect(watch.lost(before: 5) == 3)
    #expect(watch.lost(before: 6) == 0)
    #expect(watch.lost(before: 6) == 255)
  }
}
