import DeviceModel
import Testing

struct DeviceStateTests {
  @Test("states that an operator must act on say why; the others are a word alone")
  func causes() {
    #expect(
      DeviceState.busy(holder: "brltty, pid 4").cause
        == "held by brltty, pid 4; once it is given back, or that program ended, it is taken by itself")
    #expect(DeviceState.forbidden("group dialout").cause == "group dialout")
    #expect(DeviceState.failed("no answer").cause == "no answer")
    for state in [DeviceState.present, .identifying, .ready, .claimed, .gone] { #expect(state.cause == nil) }
    #expect(DeviceState.failed("x").word == "failed")
  }
}
