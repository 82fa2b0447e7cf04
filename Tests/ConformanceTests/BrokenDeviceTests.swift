import Conformance
import HostPlatform
import Testing

@Suite("Conformance of devices with a mistake")
struct BrokenDeviceTests {
  @Test("each mistake fails the cases that test it, and only what hangs on them", arguments: Mistake.allCases)
  func mistakeIsFound(mistake: Mistake) throws {
    let device = try BrokenKeypad(mistake)
    var run = ConformanceRun<SodiumSuite>(Bench(line: device, person: device, random: KernelRandom(), mayErase: true))
    let failed = Set(run.finish().filter { $0.verdict == .fail }.map(\.id))
    let missed = mistake.finders.subtracting(failed)
    #expect(missed.isEmpty, "cases that should have found it")
    let unrelated = failed.subtracting(mistake.finders).filter { id in !mistake.related.contains { id.hasPrefix($0) } }
    #expect(unrelated.isEmpty, "cases that it has nothing to do with")
  }
}
