import OTPAlgorithms
import Rig
import Testing

@Suite("OCRA time steps")
struct OCRATimeStepTests {
  @Test("sizes are told in seconds")
  func sizes() throws {
    #expect(try OCRATimeStep(59, .seconds).seconds == 59)
    #expect(try OCRATimeStep(1, .minutes).seconds == 60)
    #expect(try OCRATimeStep(48, .hours).seconds == 172_800)
  }

  @Test("the time of RFC 6287's vectors has their number of minutes")
  func vector() throws {
    #expect(try OCRATimeStep(1, .minutes).step(atUnixTime: 1_206_446_790) == 0x132_D0B6)
  }

  @Test("the number of a step is the quotient, for every size and any time")
  func division() throws {
    var random = SeededGenerator()
    for unit in OCRATimeStep.Unit.allCases {
      for count in unit.range {
        let step = try OCRATimeStep(count, unit)
        let size = UInt64(step.seconds)
        let times = (0..<20).map { _ in
          UInt64.random(in: .min ... .max, using: &random) >> UInt64.random(in: 0...63, using: &random)
        }
        for time in times + [0, size - 1, size, .max, .max / size * size, .max / size * size - 1] {
          #expect(step.step(atUnixTime: time) == time / size, "\(random.replay)")
        }
      }
    }
  }
}
