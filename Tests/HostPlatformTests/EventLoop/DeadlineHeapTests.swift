import Rig
import Testing

@testable import HostPlatform

@Suite("the heap of deadlines")
struct DeadlineHeapTests {
  @Test("gives timers out in order, whatever was inserted and removed before")
  func ordered() {
    let seed: UInt64 = SeededGenerator.environmentSeed ?? .random(in: .min ... .max)
    var random = SeededGenerator(seed: seed)
    for _ in 0..<200 {
      var heap = DeadlineHeap()
      var timers: [Timer] = []
      for _ in 0..<Int.random(in: 0...40, using: &random) {
        let timer = Timer(loop: nil, deadline: .milliseconds(Int.random(in: 0...9, using: &random))) {}
        timers.append(timer)
        heap.insert(timer)
        if Bool.random(using: &random), let victim = timers.randomElement(using: &random) {
          heap.remove(victim)
          timers.removeAll { $0 === victim }
        }
      }
      let now = Duration.milliseconds(Int.random(in: 0...9, using: &random))
      let due = heap.removeAll(dueAt: now)
      // A stable sort of what was scheduled is the same order found another way.
      let expected = timers.filter { $0.deadline <= now }.enumerated()
        .sorted { ($0.element.deadline, $0.offset) < ($1.element.deadline, $1.offset) }.map(\.element)
      #expect(due.map(ObjectIdentifier.init) == expected.map(ObjectIdentifier.init), "seed \(seed)")
      #expect(heap.earliest == timers.filter { $0.deadline > now }.map(\.deadline).min(), "seed \(seed)")
    }
  }
}
