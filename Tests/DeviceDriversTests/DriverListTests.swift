import DeviceDrivers
import DeviceModel
import Testing

struct DriverListTests {
  @Test("drivers are found by their names, which are all different")
  func names() {
    #expect(DriverList.named("line-keypad") == LineKeypad.self)
    #expect(DriverList.named("keyport-keypad") == KeyportKeypad.self)
    #expect(DriverList.named("") == nil)
    #expect(Set(DriverList.all.map { $0.name }).count == DriverList.all.count)
  }

  @Test("a serial device gets the driver that its udev property names, and none without one")
  func matches() {
    func best(_ transport: TransportKind, _ properties: [String: String]) -> String? {
      DriverList.best(for: DeviceTraits(transport, properties: properties))?.name
    }
    #expect(best(.serial, ["KEYPORT_DRIVER": "line-keypad", "ID_BUS": "usb"]) == "line-keypad")
    #expect(best(.serial, ["KEYPORT_DRIVER": "keyport-keypad"]) == "keyport-keypad")
    #expect(best(.serial, ["KEYPORT_DRIVER": "other"]) == nil)
    #expect(best(.serial, [:]) == nil)
    #expect(best(.usbInterface, ["KEYPORT_DRIVER": "line-keypad"]) == nil)
  }
}
