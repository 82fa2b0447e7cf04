import DeviceDrivers
import DeviceModel
import Testing

struct DriverListTests {
  @Test("drivers are found by their names, which are all different")
  func names() {
    #expect(Drivers.named("line-keypad") == LineKeypad.self)
    #expect(Drivers.named("keyport-keypad") == Keypad.self)
    #expect(Drivers.named("") == nil)
    #expect(Set(Drivers.all.map { $0.name }).count == Drivers.all.count)
  }

  @Test("a serial device gets the driver that its udev property names, and none without one")
  func matches() {
    func best(_ transport: TransportKind, _ properties: [String: String]) -> String? {
      Drivers.best(for: DeviceTraits(transport, properties: properties))?.name
    }
    #expect(best(.serial, ["KEYPORT_DRIVER": "line-keypad", "ID_BUS": "usb"]) == "line-keypad")
    #expect(best(.serial, ["KEYPORT_DRIVER": "keyport-keypad"]) == "keyport-keypad")
    #expect(best(.serial, ["KEYPORT_DRIVER": "other"]) == nil)
    #expect(best(.serial, [:]) == nil)
    #expect(best(.usbInterface, ["KEYPORT_DRIVER": "line-keypad"]) == nil)
  }
}
