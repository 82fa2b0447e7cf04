import DeviceModel
import Testing

struct DeviceStateTests {
  @Test("states that an operator must act on say why; the others are a word alone")
  func causes() {
    #expect(DeviceState.busy(holder: "pid 4").cause == "held by pid 4")
    #expect(DeviceState.forbidden("group dialout").cause == "group dialout")
    #expect(DeviceState.failed("no answer").cause == "no answer")
    for state in [DeviceState.present, .identifying, .ready, .gone] { #expect(state.cause == nil) }
    #expect(DeviceState.failed("x").word == "failed")
  }
}
