import LinuxDevices
import Testing

@testable import Bridge

struct NameKeeperTests {
  private func key(_ port: String, serial: String? = nil, interface: UInt8? = 0) -> DeviceKey {
    DeviceKey(
      UdevDevice(
        syspath: "/sys/\(port)/tty", sysname: "ttyUSB0", subsystem: "tty",
        usb: USBPlace(
          devicePath: "/sys/\(port)", vendor: 1, product: 2, serial: serial, interfaceNumber: interface)))
  }

  @Test("a device that comes back within a second has its name again, at its port or with its serial number")
  func back() {
    var keeper = NameKeeper()
    keeper.keep("ttyUSB0", of: key("1-2"), at: .zero)
    keeper.keep("ttyUSB1", of: key("1-3", serial: "A"), at: .zero)
    #expect(keeper.isKept("ttyUSB0", at: .milliseconds(999)) && !keeper.isKept("ttyUSB0", at: .seconds(1)))
    #expect(keeper.reclaim(key("1-4"), at: .milliseconds(5)) == nil)
    #expect(keeper.reclaim(key("1-4", serial: "A"), at: .milliseconds(5)) == "ttyUSB1", "it may change ports")
    #expect(keeper.reclaim(key("1-2"), at: .milliseconds(999)) == "ttyUSB0")
    #expect(keeper.reclaim(key("1-2"), at: .milliseconds(999)) == nil, "a name is given back once")
    keeper.keep("ttyUSB0", of: key("1-2"), at: .zero)
    #expect(keeper.reclaim(key("1-2"), at: .seconds(1)) == nil)
  }

  @Test("another device at the same port, and another interface of the same device, are not it")
  func another() {
    #expect(!key("1-2", serial: "A").isSame(as: key("1-2", serial: "B")))
    #expect(!key("1-2", interface: 0).isSame(as: key("1-2", interface: 1)))
    #expect(key("1-2", serial: "A").isSame(as: key("1-2")), "a serial number that could not be read decides nothing")
  }
}
