import DeviceModel
import Glibc
import HostPlatform
import LinuxDevices

/// Prints USB devices as they come and go, and who they say they are: the parts that the daemon uses, with nothing
/// around them, for the rig in `usb_rig.py`. With the arguments `write WAY` every node that opens that way is opened and
/// written to, first without a driver and then with one; with `challenge` a YubiKey is asked for an answer.
@main
struct UsbWatch {
  static func main() throws {
    let loop = try EventLoop()
    let signals = try SignalSource([SIGTERM, SIGINT], on: loop) { _ in loop.stop() }
    let context = USBContext(loop: loop)
    let monitor = try UdevMonitor(loop: loop)
    if CommandLine.arguments.contains("write"), let way = CommandLine.arguments.last.flatMap(TransportKind.init) {
      let probe = WriteProbe(way, loop: loop)
      try monitor.start { change in
        if case .added(let device) = change { probe.arrived(device) }
      }
      say("ready udev=\(monitor.udevIsRunning)")
      try loop.run()
      return withExtendedLifetime((signals, monitor)) {}
    }
    if CommandLine.arguments.contains("challenge") {
      let probe = ChallengeProbe(loop: loop)
      try monitor.start { change in
        guard case .added(let device) = change else { return }
        do { try probe.arrived(device) } catch { say("closed: \(error)") }
      }
      say("ready udev=\(monitor.udevIsRunning)")
      try loop.run()
      return withExtendedLifetime((signals, monitor)) {}
    }
    say("descriptors before: \(openDescriptors())")
    try monitor.start { change in
      switch change {
      case .added(let device) where device.subsystem == "usb":
        say("added \(device.syspath) \(device.deviceNode ?? "-") seat=\(device.seat) emulated=\(device.isEmulated)")
        guard let node = device.deviceNode else { return }
        context.readIdentity(ofNode: node) { result in
          say(describe(result))
          say("descriptors after: \(openDescriptors())")
        }
      case .changed(let device) where device.subsystem == "usb": say("changed \(device.syspath)")
      case .removed(let syspath): say("removed \(syspath)")
      default: break
      }
    }
    say("ready udev=\(monitor.udevIsRunning)")
    try loop.run()
    withExtendedLifetime((signals, monitor)) {}
    say("stopped")
  }

  private static func describe(_ result: Result<USBIdentity, DeviceAccessError>) -> String {
    switch result {
    case .success(let identity):
      let interfaces = identity.interfaces.map { "\($0.classCode)/\($0.subclass)/\($0.protocolCode)" }
      return [
        "identity \(identity.vendorID):\(identity.productID):\(identity.release)", identity.manufacturer ?? "-",
        identity.product ?? "-", identity.serial ?? "-", interfaces.joined(separator: ","),
      ].joined(separator: "|")
    case .failure(let error): return "error \(error.state.word): \(error)"
    }
  }

  private static func openDescriptors() -> Int {
    guard let directory = opendir("/proc/self/fd") else { return -1 }
    defer { closedir(directory) }
    var count = 0
    while readdir(directory) != nil { count += 1 }
    return count
  }

  static func say(_ text: String) {
    var line = text + "\n"
    line.withUTF8 { _ = write(STDOUT_FILENO, $0.baseAddress, $0.count) }
  }
}
