import Foundation
import Glibc
import HostPlatform
import LinuxDevices
import Testing

/// Against this machine's own /sys, whatever it has; the rig's tests know what to expect.
@Suite("udev's devices on this machine")
struct UdevMonitorTests {
  @Test("are told within the start, each once, virtual consoles never as serial devices; then nothing spins")
  func enumerated() throws {
    let loop = try EventLoop()
    let monitor = try UdevMonitor(loop: loop)
    var devices: [UdevDevice] = []
    try monitor.start { if case .added(let device) = $0 { devices.append(device) } }
    #expect(monitor.udevIsRunning == (access("/run/udev/control", F_OK) == 0))
    #expect(Set(devices.map(\.syspath)).count == devices.count)
    #expect(devices.allSatisfy { !$0.syspath.isEmpty && !$0.sysname.isEmpty })
    #expect(!devices.contains { $0.isSerialDevice && $0.syspath.hasPrefix("/sys/devices/virtual/") })
    if !monitor.udevIsRunning {
      let ttys = (try? FileManager.default.contentsOfDirectory(atPath: "/sys/class/tty")) ?? []
      // All but the virtual consoles and their like: tty, tty0 to tty63, console, ptmx.
      let wanted = ttys.filter { name in name.hasPrefix("tty") && name.dropFirst(3).first?.isNumber == false }
      #expect(Set(devices.filter { $0.subsystem == "tty" }.map(\.sysname)) == Set(wanted))
    }
    loop.schedule(at: loop.now) { loop.stop() }
    try loop.run()
  }
}
