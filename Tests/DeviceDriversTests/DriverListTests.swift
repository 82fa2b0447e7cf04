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

  @Test("a YubiKey is not opened by its numbers; once its driver is named, its keyboard interface is, libusb first")
  func consent() {
    let keyboard = USBInterface(classCode: 3, subclass: 1, protocolCode: 1)
    func traits(_ transport: TransportKind, _ interface: USBInterface, _ name: String? = nil) -> DeviceTraits {
      DeviceTraits(
        transport, properties: name.map { ["KEYPORT_DRIVER": $0] } ?? [:], vendor: 0x1050, product: 0x0407,
        interface: interface)
    }
    for transport in [TransportKind.usbInterface, .hidraw] {
      #expect(Drivers.best(for: traits(transport, keyboard)) == nil)
      #expect(Drivers.best(for: traits(transport, keyboard, "yubikey-otp")) == YubiKeyOTP.self)
      let other = USBInterface(classCode: 3, subclass: 0, protocolCode: 0)
      #expect(Drivers.best(for: traits(transport, other, "yubikey-otp")) == nil)
      #expect(Drivers.awaitingConsent(traits(transport, other)) == nil)
    }
    #expect(Drivers.awaitingConsent(traits(.usbInterface, keyboard)) == YubiKeyOTP.self)
    #expect(Drivers.awaitingConsent(traits(.hidraw, keyboard)) == nil)
  }
}
