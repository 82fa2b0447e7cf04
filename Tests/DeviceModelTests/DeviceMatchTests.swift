import DeviceModel
import Testing

struct DeviceMatchTests {
  @Test("a match fits devices of its subsystem that have all its properties with its values")
  func fits() {
    let match = DeviceMatch(subsystem: "tty", properties: ["A": "1", "B": "2"])
    #expect(match.fits(subsystem: "tty", properties: ["A": "1", "B": "2", "C": "3"]))
    #expect(!match.fits(subsystem: "tty", properties: ["A": "1"]))
    #expect(!match.fits(subsystem: "tty", properties: ["A": "1", "B": "3"]))
    #expect(!match.fits(subsystem: "usb", properties: ["A": "1", "B": "2"]))
    #expect(match.specificity == 2)
  }
}
