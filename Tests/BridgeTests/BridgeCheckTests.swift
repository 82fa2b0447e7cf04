import Configuration
import DeviceModel
import Testing

@testable import Bridge

@Suite("Checking the configured devices")
struct BridgeCheckTests {
  @Test("drivers that exist with settings they take pass")
  func good() throws {
    try Bridge.check([
      DeviceSettings(path: "/dev/ttyS0"),
      DeviceSettings(
        path: "/dev/ttyS1", driver: "line-keypad", settings: DriverSettings(["baud": "19200", "framing": "7E1"])),
      DeviceSettings(path: "/dev/ttyS2", driver: "keyport-keypad"),
    ])
  }

  @Test(
    "a driver or setting that does not exist is named with its device",
    arguments: [
      (DeviceSettings(path: "/dev/ttyS0", driver: "osdp9"), "osdp9"),
      (DeviceSettings(path: "/dev/ttyS0", settings: DriverSettings(["bauds": "9600"])), "bauds"),
      (DeviceSettings(path: "/dev/ttyS0", settings: DriverSettings(["baud": "9601"])), "9601"),
    ])
  func bad(device: DeviceSettings, mentions: String) {
    let error = #expect(throws: DeviceSettingsError.self) { try Bridge.check([device]) }
    #expect(error?.path == "/dev/ttyS0")
    #expect(error?.cause.contains(mentions) == true)
  }
}
