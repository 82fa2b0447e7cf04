import Foundation
import Rig

/// What a case works with: the machine's bus, udev, and keyportd under its own user.
final class Guest {
  static let key = "3132333435363738393031323334353637383930"
  private static let ruleFile = "/etc/udev/rules.d/65-case.rules"
  /// Where the guest's hardware database is made; `Tests/Rigs/vm/guest` makes it first.
  private static let databaseRoot = "/run/hwdb"
  private static let databaseFile = "\(databaseRoot)/etc/udev/hwdb.d/75-case.hwdb"

  let machine: QEMU
  private var plugged: Set<String> = []
  /// Those among what is plugged in that others hang on.
  private var hubs: [String] = []

  init(machine: QEMU) { self.machine = machine }

  // MARK: The bus

  /// Plugs in QEMU's FTDI adapter; what `type` writes to `line` comes in there.
  func plugSerial(_ id: String, line: String = "line0") throws {
    // Without always-plugged it waits for its character device to be opened once more.
    try plug(id, driver: "usb-serial", ["chardev": line, "serial": id, "always-plugged": true])
  }

  /// Plugs in an FTDI adapter where nothing ever comes in.
  /// - Parameter port: the place on the bus, such as `1.3`, the third port of the hub in the first.
  func plugSilentSerial(_ id: String, port: String) throws {
    let line = "silent-\(id)"
    try machine.execute("chardev-add", ["id": line, "backend": ["type": "null", "data": [String: Any]()]])
    try plug(id, driver: "usb-serial", ["chardev": line, "serial": id, "always-plugged": true, "port": port])
  }

  /// Plugs in QEMU's keyboard.
  func plugKeyboard(_ id: String, port: String? = nil) throws {
    try plug(id, driver: "usb-kbd", ["serial": id].merging(port.map { ["port": $0] } ?? [:]) { _, new in new })
  }

  /// Plugs in a hub of eight ports.
  func plugHub(_ id: String, port: Int) throws {
    try plug(id, driver: "usb-hub", ["port": "\(port)"])
    hubs.append(id)
  }

  private func plug(_ id: String, driver: String, _ properties: [String: Any]) throws {
    let arguments: [String: Any] = ["driver": driver, "id": id, "bus": "usb.0"]
    try machine.execute("device_add", arguments.merging(properties) { _, new in new })
    plugged.insert(id)
  }

  func unplug(_ id: String) throws {
    plugged.remove(id)
    try machine.execute("device_del", ["id": id])
    try machine.waitUntilGone(id)
  }

  /// Types on a serial keypad's keys.
  func type(_ text: String, on line: String = "line0") throws {
    let descriptor = open("/dev/virtio-ports/\(line)", O_WRONLY | O_CLOEXEC)
    defer { close(descriptor) }
    let bytes = Array(text.utf8)
    try check(write(descriptor, bytes, bytes.count), is: bytes.count, "bytes typed on \(line)")
  }

  /// Presses and lets go of keys of the USB keyboard, by QEMU's names for them.
  func press(_ keys: [String]) throws {
    for key in keys { for isDown in [true, false] { try self.key(key, isDown: isDown) } }
  }

  /// Presses one, or lets go of it.
  func key(_ key: String, isDown: Bool) throws {
    let data: [String: Any] = ["down": isDown, "key": ["type": "qcode", "data": key]]
    try machine.execute("input-send-event", ["events": [["type": "key", "data": data]]])
  }

  // MARK: udev

  /// Puts an operator's rule where udev reads it before Keyport's.
  func rule(_ text: String) throws {
    try (text + "\n").write(toFile: Self.ruleFile, atomically: true, encoding: .utf8)
    try run("/usr/bin/udevadm", "control", "--reload")
  }

  /// The rule that has a driver read the device whose serial number is `id`.
  func optIn(_ id: String, driver: String = "line-keypad") throws {
    try rule(
      #"SUBSYSTEM=="usb", ENV{DEVTYPE}=="usb_device", ATTR{serial}=="\#(id)", ENV{KEYPORT_DRIVER}="\#(driver)""#)
  }

  /// Adds entries to the hardware database.
  func hardwareDatabase(_ text: String) throws {
    try text.write(toFile: Self.databaseFile, atomically: true, encoding: .utf8)
    try remakeDatabase()
  }

  private func remakeDatabase() throws {
    try run("/usr/bin/systemd-hwdb", "--strict", "--root=\(Self.databaseRoot)", "update")
    try run("/usr/bin/cp", "\(Self.databaseRoot)/etc/udev/hwdb.bin", "/etc/udev/hwdb.bin")
    try run("/usr/bin/udevadm", "control", "--reload")
  }

  /// Waits until udev has finished with a device node or link.
  func wait(for path: String) throws {
    try run("/usr/bin/udevadm", "wait", "--timeout=60", path)
  }

  /// A device's udev properties; `TAGS` and the like among them.
  func properties(of path: String) throws -> [String: String] {
    var properties: [String: String] = [:]
    for line in try run("/usr/bin/udevadm", "info", "--query=property", path).split(separator: "\n") {
      let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      if parts.count == 2 { properties[String(parts[0])] = String(parts[1]) }
    }
    return properties
  }

  /// Runs a program to its end and returns its output.
  @discardableResult
  func run(_ program: String, _ arguments: String...) throws -> String {
    let finished = try Finished.run(URL(filePath: program), arguments)
    try check(finished.status == 0, "\(program) \(arguments) ended with \(finished.status): \(finished.errors)")
    return finished.output
  }

  // MARK: keyportd

  /// Runs `body` beside a keyportd under the user `keyport` and these groups, with the account `alice` enrolled.
  func withDaemon(
    groups: String = "keyport", configuration: String = "log: debug\n", _ body: (Daemon, Running) throws -> Void
  ) throws {
    let folder = try Folder()
    try run("/usr/bin/chown", "keyport:keyport", folder.path)
    let daemon = try Daemon(
      in: folder, configuration: configuration,
      wrapper: [
        "sh", "-c", "umask 077; exec \"$@\"", "sh", "setpriv", "--reuid=keyport", "--regid=keyport",
        "--groups=\(groups)", "--no-new-privs", "--inh-caps=-all", "--",
      ])
    do {
      try check(try daemon.keyport("account", "add", "alice").status, is: 0, "adding an account")
      let enrolled = try daemon.keyport("enrol", "alice", "--key", "hex:\(Self.key)", "--counter", "0")
      try check(enrolled.status, is: 0, "enrolling: \(enrolled.errors)")
      let watch = try daemon.watch()
      try body(daemon, watch)
      watch.interrupt()
    } catch {
      let lastWords = daemon.stop().errors.split(separator: "\n").suffix(30).joined(separator: "\n")
      throw CaseFailure("\(error)\nkeyportd:\n\(lastWords)")
    }
    let ended = daemon.stop()
    try check(ended.status == 0, "keyportd ended with \(ended.status):\n\(ended.errors)")
  }

  /// Waits until the daemon tells that a device is in a state, and returns all it said of it.
  @discardableResult
  func await(_ state: String, of device: String, on watch: Running) throws -> [String: Any] {
    guard let told = watch.object(where: { $0["name"] as? String == device && $0["state"] as? String == state }) else {
      throw CaseFailure("\(device) was never told to be \(state)")
    }
    return told
  }

  /// Checks how a waiting login ended.
  func expect(_ outcome: String, of login: Running) throws {
    let ended = login.finish()
    try check(ended.lastObject?["outcome"] as? String ?? ended.errors, is: outcome, "the login")
  }

  /// Leaves the machine as the case found it.
  func cleanUp() throws {
    for id in plugged.subtracting(hubs) { try unplug(id) }
    for id in hubs { try unplug(id) }
    hubs = []
    if FileManager.default.fileExists(atPath: Self.databaseFile) {
      try FileManager.default.removeItem(atPath: Self.databaseFile)
      try remakeDatabase()
    }
    if FileManager.default.fileExists(atPath: Self.ruleFile) {
      try FileManager.default.removeItem(atPath: Self.ruleFile)
      try run("/usr/bin/udevadm", "control", "--reload")
    }
    try run("/usr/bin/udevadm", "settle", "--timeout=60")
  }
}
