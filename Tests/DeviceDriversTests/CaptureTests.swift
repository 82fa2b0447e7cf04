import DeviceDrivers
import DeviceModel
import Testing

struct CaptureTests {
  @Test("every capture says where it comes from", arguments: Drivers.all.map { $0.name })
  func provenance(driver: String) {
    let captures = Capture.all(driver)
    #expect(captures.count >= 3)
    for capture in captures {
      let provenance = Set(capture.header.keys).subtracting(["settings"])
      #expect(provenance == ["device", "firmware", "date", "method"], "\(capture.name)")
    }
  }

  @Test("every driver has captures, and every capture folder a driver")
  func drivers() {
    for driver in Drivers.all { #expect(!Capture.all(driver.name).isEmpty) }
  }
}
