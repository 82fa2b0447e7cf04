import DeviceModel
import Testing

@testable import udev_rules

@Suite("A match table's row, as udev is told of it")
struct DriverMatchTests {
  private static let keyboard = USBInterface(classCode: 3, subclass: 1, protocolCode: 1)

  @Test(
    "a row that asks for the driver's name marks the node that has it",
    arguments: [
      (TransportKind.serial, #"SUBSYSTEM=="tty""#), (.hidraw, #"SUBSYSTEM=="hidraw""#),
      (.evdev, #"SUBSYSTEM=="input", KERNEL=="event*""#), (.usbInterface, #"SUBSYSTEM=="usb""#),
    ])
  func named(transport: TransportKind, nodes: String) {
    let row = DriverMatch(driver: "pad", match: DeviceMatch(transport, properties: ["KEYPORT_DRIVER": "pad"]))
    #expect(row.rule == nodes + #", ENV{KEYPORT_DRIVER}=="pad", ENV{KEYPORT}="1""#)
    #expect(!row.isFoundByNumbers)
  }

  @Test("a row of udev properties gives the driver's name where there is none")
  func byProperties() {
    let row = DriverMatch(driver: "token", match: DeviceMatch(.serial, properties: ["ID_BUS": "usb", "ID_X": "1"]))
    #expect(
      row.rule
        == #"SUBSYSTEM=="tty", ENV{ID_BUS}=="usb", ENV{ID_X}=="1", ENV{KEYPORT_DRIVER}=="", "#
        + #"ENV{KEYPORT_DRIVER}="token", ENV{KEYPORT}="1""#)
    #expect(!row.isFoundByNumbers)
  }

  @Test("a row of numbers is a key of the hardware database, and its node has the name from there")
  func byNumbers() {
    let match = DeviceMatch(.hidraw, vendor: 0x1050, product: 0x40A, interface: Self.keyboard)
    let row = DriverMatch(driver: "token", match: match)
    #expect(row.isFoundByNumbers)
    #expect(row.rule == #"SUBSYSTEM=="hidraw", ENV{KEYPORT_DRIVER}=="token", ENV{KEYPORT}="1""#)
    #expect(row.interfaceKey == "keyport:usb:v1050p040Ad*dc*dsc*dp*ic03isc01ip01in*")
    #expect(row.deviceKey == nil)
  }

  @Test("what a row leaves open is open in its key")
  func openNumbers() {
    let product = DriverMatch(driver: "token", match: DeviceMatch(.serial, vendor: 0x1209, product: 1))
    #expect(product.interfaceKey == "keyport:usb:v1209p0001d*dc*dsc*dp*ic*")
    let keyboards = DriverMatch(driver: "token", match: DeviceMatch(.evdev, interface: Self.keyboard))
    #expect(keyboards.interfaceKey == "keyport:usb:v*p*d*dc*dsc*dp*ic03isc01ip01in*")
  }

  @Test("a device that is opened as a whole has a key of its own")
  func wholeDevice() {
    let match = DeviceMatch(.usbInterface, vendor: 0x1050, product: 0xAB, interface: Self.keyboard)
    #expect(DriverMatch(driver: "token", match: match).deviceKey == "keyport:device:v1050p00AB")
  }
}
