import Foundation
import HostPlatform
import Testing

@Suite("the clocks")
struct ClocksTests {
  @Test("the time since start never runs back")
  func monotonic() {
    var last = Duration.boottime
    for _ in 0..<1000 {
      let now = Duration.boottime
      #expect(now >= last)
      last = now
    }
  }

  @Test("the wall clock counts from 1970")
  func wall() {
    let before = Date().timeIntervalSince1970
    let seconds = Double(Duration.wallClock.components.seconds)
    #expect(seconds >= before.rounded(.down))
    #expect(seconds <= Date().timeIntervalSince1970)
  }
}
