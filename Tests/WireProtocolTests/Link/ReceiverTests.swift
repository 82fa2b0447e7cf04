import Rig
import Testing
import WireProtocol

struct ReceiverTests {
  @Test("numbers in order are new, across the turn from 255 to 1 too")
  func inOrder() {
    var receiver = Receiver()
    var number = SequenceNumber.unnumbered
    for _ in 0..<600 {
      number = SequenceNumber.following(number)
      #expect(receiver.take(number) == .new)
      #expect(receiver.last == number)
    }
  }

  @Test("the last number again is a repetition, however often it comes")
  func repeated() {
    var receiver = Receiver()
    #expect(receiver.take(1) == .new)
    for _ in 0..<5 { #expect(receiver.take(1) == .repeated) }
    #expect(receiver.take(2) == .new)
    #expect(receiver.take(1) == .outOfStep)
  }

  @Test("a first number other than 1 is out of step, and so is 0 always")
  func first() {
    for number in UInt8.min...UInt8.max where number != 1 {
      var receiver = Receiver()
      #expect(receiver.take(number) == .outOfStep)
      #expect(receiver.last == SequenceNumber.unnumbered)
    }
  }

  @Test("a number is new at most once in each turn, whatever comes between")
  func atMostOnce() {
    let seed: UInt64 = SeededGenerator.environmentSeed ?? 2026
    var random = SeededGenerator(seed: seed)
    var receiver = Receiver()
    var taken = 0
    for _ in 0..<20_000 {
      let next = SequenceNumber.following(receiver.last)
      let near = [next, receiver.last, 0, 1, 255, UInt8.random(in: 0...255, using: &random)]
      let number = near.randomElement(using: &random)!
      let before = receiver.last
      switch receiver.take(number) {
      case .new:
        taken += 1
        #expect(number == next && receiver.last == next, "KEYPORT_SEED=\(seed)")
      case .repeated: #expect(number == before && before != 0 && receiver.last == before, "KEYPORT_SEED=\(seed)")
      case .outOfStep: #expect(number != next && receiver.last == before, "KEYPORT_SEED=\(seed)")
      }
    }
    #expect(taken > 1000)
  }
}
