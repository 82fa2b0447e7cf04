import Testing

@testable import HostPlatform

@Suite("the watch for sleep")
struct SleepWatchTests {
  @Test("a jump of the clock is told where the machine slept, once for each sleep, and not where the clock was set")
  func sleep() throws {
    var asleep = SleepWatch.Asleep(least: .zero, most: .microseconds(3))
    var wakings = 0
    let watch = try SleepWatch(loop: try EventLoop(), asleep: { asleep }, onWake: { wakings += 1 })
    watch.clockJumped()
    #expect(wakings == 0, "the clock was set")
    // Read less exactly than before, since another program ran in between.
    asleep = SleepWatch.Asleep(least: .zero, most: .milliseconds(40))
    watch.clockJumped()
    #expect(wakings == 0)
    asleep = SleepWatch.Asleep(least: .milliseconds(20), most: .milliseconds(21))
    watch.clockJumped()
    #expect(wakings == 1, "what is known is the best of all readings")
    watch.clockJumped()
    #expect(wakings == 1)
    asleep = SleepWatch.Asleep(least: .seconds(3600), most: .seconds(3601))
    watch.clockJumped()
    #expect(wakings == 2)
  }

  @Test("the kernel's timer is armed for a time that never comes, before and after it was cancelled")
  func timer() throws {
    let watch = try SleepWatch(loop: try EventLoop()) { Issue.record("nobody slept") }
    #expect(watch.timeLeft > .seconds(1 << 31))
    watch.clockJumped()
    #expect(watch.timeLeft > .seconds(1 << 31))
  }

  @Test("the clocks tell the time asleep within bounds that hold each other")
  func clocks() {
    let one = SleepWatch.Asleep.now
    let other = SleepWatch.Asleep.now
    #expect(one.least <= one.most && one.least <= other.most && other.least <= one.most)
  }
}
