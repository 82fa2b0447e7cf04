import OTPAlgorithms
import Testing

@Suite("Moving factors")
struct MovingFactorTests {
  @Test("a counter has no time steps")
  func counter() {
    #expect(MovingFactor.counter.step(atUnixTime: 1_111_111_111) == nil)
  }

  @Test(
    "a step begins with its first second and ends before the next one's",
    arguments: [1, 15, 30, 45, 60, 86400] as [UInt64], [0, 1, 29, 1_000_000_000] as [UInt64])
  func edges(period: UInt64, epoch: UInt64) {
    let factor = MovingFactor.time(period: period, epoch: epoch)
    for step in [0, 1, 2, 1_000_000] as [UInt64] {
      #expect(factor.step(atUnixTime: epoch + step * period) == step)
      #expect(factor.step(atUnixTime: epoch + step * period + period - 1) == step)
    }
    if epoch > 0 { #expect(factor.step(atUnixTime: epoch - 1) == nil, "before T0") }
  }

  @Test("times and epochs at the end of their range do not overflow")
  func extremes() {
    #expect(MovingFactor.time(period: 1, epoch: 0).step(atUnixTime: .max) == .max)
    #expect(MovingFactor.time(period: .max, epoch: 0).step(atUnixTime: .max) == 1)
    #expect(MovingFactor.time(period: 30, epoch: .max).step(atUnixTime: .max) == 0)
    #expect(MovingFactor.time(period: 30, epoch: .max).step(atUnixTime: 0) == nil)
    #expect(MovingFactor.time(period: 0, epoch: 0).step(atUnixTime: 5) == nil, "no period, no step")
  }
}
