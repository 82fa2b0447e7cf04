import Configuration
import Testing

struct DeviceSelectorTests {
  private func fits(_ selector: DeviceSelector) -> Bool {
    selector.fits(vendor: 0x0403, product: 0x6001, serial: "A1", properties: ["ID_PATH": "pci-1", "ID_BUS": "usb"])
  }

  @Test("a device fits that has everything that is asked for")
  func everything() {
    #expect(fits(DeviceSelector(vendor: 0x0403)))
    #expect(
      fits(DeviceSelector(vendor: 0x0403, product: 0x6001, serial: "A1", properties: ["ID_PATH": "pci-1"])))
    #expect(!fits(DeviceSelector(vendor: 0x0404)))
    #expect(!fits(DeviceSelector(vendor: 0x0403, product: 0x6002)))
    #expect(!fits(DeviceSelector(serial: "A2")))
    #expect(!fits(DeviceSelector(vendor: 0x0403, properties: ["ID_PATH": "pci-2"])))
    #expect(!fits(DeviceSelector(properties: ["ID_SEAT": "seat1"])))
  }
}
