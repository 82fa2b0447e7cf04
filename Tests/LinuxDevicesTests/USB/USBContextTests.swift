import HostPlatform
import LinuxDevices
import Testing

@Suite("reading a USB device that is none")
struct USBContextTests {
  @Test(
    "ends once, later, with an error that names the path", arguments: ["/dev/bus/usb/999/999", "/dev/null", "/proc"])
  func noDevice(path: String) throws {
    let loop = try EventLoop()
    let context = USBContext(loop: loop)
    var results: [Result<USBIdentity, DeviceAccessError>] = []
    context.readIdentity(ofNode: path) {
      results.append($0)
      loop.schedule(at: loop.now) { loop.stop() }
    }
    #expect(results.isEmpty)
    try loop.run()
    #expect(results.count == 1)
    guard case .failure(let error) = results.first else {
      Issue.record("\(results)")
      return
    }
    #expect(error.description.contains(path))
  }
}
