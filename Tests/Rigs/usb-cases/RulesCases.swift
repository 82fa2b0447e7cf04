import Foundation

/// The project's rules, as Debian's udev carries them out.
enum RulesCases {
  static let all: [Case] = [
    Case("rules-opted-in", optedIn), Case("rules-bridge-chip", bridgeChip), Case("rules-one-port", onePort),
    Case("rules-others", others), Case("rules-numbers", numbers),
  ]

  static func optedIn(_ guest: Guest) throws {
    try guest.optIn("PAD")
    try guest.plugSerial("PAD")
    try guest.wait(for: "/dev/ttyUSB0")
    try check(try access(guest, "/dev/ttyUSB0"), is: "root:keyport 660", "who may open it")
    let port = try guest.properties(of: "/dev/ttyUSB0")
    try check(port["KEYPORT"], is: "1", "KEYPORT")
    try check(port["KEYPORT_DRIVER"], is: "line-keypad", "KEYPORT_DRIVER")
    try check(port["ID_MM_PORT_IGNORE"], is: "1", "ID_MM_PORT_IGNORE")
    let tags = Set((port["CURRENT_TAGS"] ?? "").split(separator: ":").map(String.init))
    try check(tags.isSuperset(of: ["keyport", "seat"]), "its tags are \(tags)")
    try check(!tags.contains("uaccess"), "whoever sits at the screen may read it")
    try check(port["ID_FOR_SEAT"]?.hasPrefix("tty-") == true, "loginctl has no name for it: \(port)")

    let adapter = try adapter(of: "/dev/ttyUSB0")
    let device = try guest.properties(of: adapter)
    try check(device["ID_MM_DEVICE_IGNORE"], is: "1", "ID_MM_DEVICE_IGNORE")
    try check(try text("\(adapter)/power/control"), is: "on", "its autosuspend setting")
    let judged = try guest.run("/usr/bin/udevadm", "test", "/sys/class/tty/ttyUSB0")
    try check(judged.contains("KEYPORT_DRIVER=line-keypad"), "udevadm test says otherwise:\n\(judged)")
  }

  static func bridgeChip(_ guest: Guest) throws {
    try guest.plugSerial("PAD")
    try guest.wait(for: "/dev/ttyUSB0")
    try check(try access(guest, "/dev/ttyUSB0"), is: "root:dialout 660", "who may open it")
    let port = try guest.properties(of: "/dev/ttyUSB0")
    let marks = port.keys.filter { $0.hasPrefix("KEYPORT") || $0.hasPrefix("ID_MM_") }
    try check(marks.sorted(), is: [], "marks on an adapter that nobody named")
    try check(try text("\(adapter(of: "/dev/ttyUSB0"))/manufacturer"), is: "QEMU", "its maker")
  }

  static func onePort(_ guest: Guest) throws {
    try guest.rule(
      #"SUBSYSTEM=="tty", ENV{ID_SERIAL_SHORT}=="SECOND", ENV{KEYPORT_DRIVER}="keyport-keypad""# + "\n"
        + #"SUBSYSTEM=="usb", ENV{DEVTYPE}=="usb_device", ATTR{serial}=="FIRST", ENV{KEYPORT_DRIVER}="none""#)
    try guest.plugSerial("FIRST", line: "line0")
    try guest.plugSerial("SECOND", line: "line1")
    let paths = ["FIRST", "SECOND"].map { "/dev/serial/by-id/usb-QEMU_QEMU_USB_SERIAL_\($0)-if00-port0" }
    for path in paths { try guest.wait(for: path) }
    try check(try access(guest, paths[0]), is: "root:dialout 660", "who may open the one kept away from Keyport")
    try check(try access(guest, paths[1]), is: "root:keyport 660", "who may open the one named")
    try check(try guest.properties(of: paths[1])["KEYPORT_DRIVER"], is: "keyport-keypad", "its driver")
  }

  /// Other packages' rules, as they might stand beside ours: they lose.
  static func others(_ guest: Guest) throws {
    try guest.rule(
      #"SUBSYSTEM=="usb", ENV{DEVTYPE}=="usb_device", ATTR{serial}=="PAD", ENV{KEYPORT_DRIVER}="line-keypad""#)
    let late = "/etc/udev/rules.d/90-case.rules"
    let middle = "/etc/udev/rules.d/71-case.rules"
    defer { for file in [late, middle] { try? FileManager.default.removeItem(atPath: file) } }
    try "SUBSYSTEM==\"tty\", TAG+=\"uaccess\"\n".write(toFile: middle, atomically: true, encoding: .utf8)
    try """
    SUBSYSTEM=="tty", GROUP="dialout", MODE="0666"
    SUBSYSTEM=="tty|usb", TAG+="systemd", ENV{SYSTEMD_WANTS}+="brltty@-.service"

    """.write(toFile: late, atomically: true, encoding: .utf8)
    try guest.run("/usr/bin/udevadm", "control", "--reload")
    try guest.plugSerial("PAD")
    try guest.wait(for: "/dev/ttyUSB0")
    try check(try access(guest, "/dev/ttyUSB0"), is: "root:keyport 660", "who may open it")
    let port = try guest.properties(of: "/dev/ttyUSB0")
    try check(port["CURRENT_TAGS"]?.contains(":uaccess:") != true, "whoever sits at the screen may read it")
    try check(port["SYSTEMD_WANTS"] ?? "", is: "", "services started for the port")
    let device = try guest.properties(of: try adapter(of: "/dev/ttyUSB0"))
    try check(device["SYSTEMD_WANTS"] ?? "", is: "", "services started for the adapter")
  }

  /// A device that is told by its numbers, as a row of a driver's table would have it; before, it is nobody's.
  static func numbers(_ guest: Guest) throws {
    try guest.plugKeyboard("PAD")
    try guest.wait(for: KeyboardCases.node)
    try check(try access(guest, KeyboardCases.node), is: "root:input 660", "who may open a keyboard nobody named")
    try guest.unplug("PAD")

    let keys = "keyport:usb:v0627p0001d*dc*dsc*dp*ic03isc01ip01in*\n KEYPORT_DRIVER=hid-keypad\n"
    try guest.hardwareDatabase(keys + "\nkeyport:device:v0627p0001\n KEYPORT=1\n")
    try guest.plugKeyboard("PAD")
    try guest.wait(for: KeyboardCases.node)
    try guest.run("/usr/bin/udevadm", "settle", "--timeout=60")
    let event = try guest.properties(of: KeyboardCases.node)
    try check(event["KEYPORT_DRIVER"], is: "hid-keypad", "the event node's driver")
    try check(try access(guest, KeyboardCases.node), is: "root:keyport 660", "who may open its event node")
    let hid = URL(filePath: "/sys/class/input/\(lastComponent(event["DEVNAME"]))/device/device")
      .resolvingSymlinksInPath()
    let raw = try FileManager.default.contentsOfDirectory(atPath: "\(hid.path)/hidraw")
    try check(raw.count, is: 1, "hidraw nodes")
    try check(try access(guest, "/dev/\(raw[0])"), is: "root:keyport 660", "who may open its hidraw node")
    let device = hid.deletingLastPathComponent().deletingLastPathComponent().path
    let node = try guest.properties(of: device)["DEVNAME"] ?? ""
    try check(try access(guest, node), is: "root:keyport 660", "who may open the whole device")
  }

  private static func lastComponent(_ path: String?) -> String {
    path?.split(separator: "/").last.map(String.init) ?? ""
  }

  private static func access(_ guest: Guest, _ path: String) throws -> String {
    try guest.run("/usr/bin/stat", "-L", "-c", "%U:%G %a", path).trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// The USB device that a tty hangs on: its interface's parent.
  private static func adapter(of node: String) throws -> String {
    let port = URL(filePath: "/sys/class/tty/\(URL(filePath: node).lastPathComponent)/device").resolvingSymlinksInPath()
    return port.deletingLastPathComponent().deletingLastPathComponent().path
  }

  private static func text(_ path: String) throws -> String {
    try String(contentsOfFile: path, encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)
  }
}
