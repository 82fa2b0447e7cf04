import Cryptography
import HostPlatform
import Rig
import Testing
import TokenMachine
import WireProtocol

/// Table `states` beside both machines, driven at random over a wire that loses frames.
struct StatesTests {
  struct Row: Decodable {
    let side: String
    let name: String
  }
  struct Transition: Decodable, Hashable {
    let side: String
    let from: String
    let to: String
  }

  @Test("the device's states are those of table states, and there are no others")
  func names() {
    let device = FirmwareSpec.rows("states", of: Row.self).filter { $0.side == "device" }.map(\.name)
    #expect(device == TokenLinkState.allCases.map { "\($0)" })
  }

  @Test("both machines go every way of table states, and no other")
  func transitions() {
    let table = FirmwareSpec.rows("states", of: Transition.self, under: "transitions")
    let known = Set(table)
    #expect(known.count == table.count)
    let seed: UInt64 = SeededGenerator.environmentSeed ?? 2026
    var random = SeededGenerator(seed: seed)
    var seen: Set<Transition> = []
    for _ in 0..<Self.courses {
      var course = StateCourse(&random)
      for _ in 0..<60 { seen.formUnion(course.step(&random)) }
    }
    // What stays where it is needs a row only where the conversation begins anew, which no state shows.
    let moved = seen.filter { $0.from != $0.to }
    #expect(moved.subtracting(known).isEmpty, "not in the table; KEYPORT_SEED=\(seed)")
    #expect(known.filter { $0.from != $0.to }.subtracting(seen).isEmpty, "never gone; KEYPORT_SEED=\(seed)")
  }

  private static let courses = 3000
}
