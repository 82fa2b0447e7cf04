import Testing

@testable import LinuxDevices

@Suite("an emulated bus")
struct EmulatedBusTests {
  @Test(
    "is known by its place under /sys",
    arguments: [
      "/sys/devices/platform/vhci_hcd.0/usb3/3-1/3-1:1.0/tty/ttyACM0",
      "/sys/devices/platform/vhci_hcd/usb3/3-1", "/sys/devices/platform/dummy_hcd.0/usb4/4-1",
      "/sys/devices/platform/dummy_udc.0/gadget.0/tty/ttyGS0",
      "/sys/devices/virtual/misc/uhid/0003:1209:0001.0005/hidraw/hidraw1", "/sys/devices/virtual/input/input9/event9",
    ])
  func emulated(syspath: String) { #expect(EmulatedBus.carries(syspath)) }

  @Test(
    "is not taken for one that hardware hangs on",
    arguments: [
      "/sys/devices/pci0000:00/0000:00:14.0/usb1/1-2/1-2:1.0/ttyUSB0/tty/ttyUSB0",
      "/sys/devices/pci0000:00/0000:00:14.0/usb1/1-2", "/sys/devices/pnp0/00:04/tty/ttyS0",
      "/sys/devices/platform/soc/fe980000.usb/usb1/1-1", "/sys/devices/platform/vhci_hcdx.0/usb1/1-1",
    ])
  func real(syspath: String) { #expect(!EmulatedBus.carries(syspath)) }
}
