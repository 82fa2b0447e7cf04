import Testing

@testable import Configuration

@Suite("The --device argument")
struct DeviceSettingsTests {
  @Test("a path alone leaves the driver open")
  func pathAlone() {
    #expect(DeviceSettings(argument: "/dev/ttyS0") == DeviceSettings(path: "/dev/ttyS0"))
  }

  @Test("a driver stands after the equals sign")
  func pathAndDriver() {
    #expect(
      DeviceSettings(argument: "/dev/ttyS0=keyport-keypad")
        == DeviceSettings(path: "/dev/ttyS0", driver: "keyport-keypad"))
  }

  @Test("half an argument is refused", arguments: ["", "=line-keypad", "/dev/ttyS0="])
  func half(argument: String) {
    #expect(DeviceSettings(argument: argument) == nil)
  }
}
