import DeviceModel
import Testing

struct DeviceMatchTests {
  @Test("a match fits devices of its transport that have all its properties with its values")
  func properties() {
    let match = DeviceMatch(.serial, properties: ["A": "1", "B": "2"])
    #expect(match.fits(DeviceTraits(.serial, properties: ["A": "1", "B": "2", "C": "3"])))
    #expect(!match.fits(DeviceTraits(.serial, properties: ["A": "1"])))
    #expect(!match.fits(DeviceTraits(.serial, properties: ["A": "1", "B": "3"])))
    #expect(!match.fits(DeviceTraits(.usbInterface, properties: ["A": "1", "B": "2"])))
  }

  @Test("a match by numbers wants each number that it names, and no other")
  func numbers() {
    let keyboard = USBInterface(classCode: 3, subclass: 1, protocolCode: 1)
    let mouse = USBInterface(classCode: 3, subclass: 1, protocolCode: 2)
    let match = DeviceMatch(.usbInterface, vendor: 0x1050, product: 0x0407, interface: keyboard)
    #expect(match.fits(DeviceTraits(.usbInterface, vendor: 0x1050, product: 0x0407, interface: keyboard)))
    #expect(!match.fits(DeviceTraits(.usbInterface, vendor: 0x1050, product: 0x0407, interface: mouse)))
    #expect(!match.fits(DeviceTraits(.usbInterface, vendor: 0x1050, product: 0x0406, interface: keyboard)))
    #expect(!match.fits(DeviceTraits(.usbInterface, vendor: 0x1051, product: 0x0407, interface: keyboard)))
    #expect(!match.fits(DeviceTraits(.usbInterface)))
    #expect(DeviceMatch(.usbInterface, vendor: 0x1050).fits(DeviceTraits(.usbInterface, vendor: 0x1050, product: 1)))
  }

  @Test("a property says more than every number, and a product more than a vendor")
  func specificity() {
    let named = DeviceMatch(.serial, properties: ["KEYPORT_DRIVER": "x"])
    let keyboard = USBInterface(classCode: 3, subclass: 1, protocolCode: 1)
    let numbered = DeviceMatch(.serial, vendor: 1, product: 2, interface: keyboard)
    let vendor = DeviceMatch(.serial, vendor: 1, interface: keyboard)
    #expect(named.specificity > numbered.specificity)
    #expect(numbered.specificity > vendor.specificity)
    #expect(vendor.specificity > DeviceMatch(.serial, interface: keyboard).specificity)
  }

  @Test(
    "a generic bridge chip fits no row by its numbers, only one that names a property",
    arguments: [(0x0403, 0x6001), (0x1A86, 0x7523), (0x10C4, 0xEA60), (0x067B, 0x2303)] as [(UInt16, UInt16)])
  func bridges(vendor: UInt16, product: UInt16) {
    let tty = DeviceTraits(.serial, properties: ["KEYPORT_DRIVER": "x"], vendor: vendor, product: product)
    #expect(!DeviceMatch(.serial, vendor: vendor, product: product).fits(tty))
    #expect(!DeviceMatch(.serial, vendor: vendor).fits(tty))
    #expect(!DeviceMatch(.serial).fits(tty))
    #expect(DeviceMatch(.serial, properties: ["KEYPORT_DRIVER": "x"]).fits(tty))
    let own = DeviceTraits(.serial, vendor: vendor, product: 0x0001)
    #expect(DeviceMatch(.serial, vendor: vendor, product: 0x0001).fits(own))
  }
}
