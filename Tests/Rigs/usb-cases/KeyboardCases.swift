import Foundation
import Rig

/// QEMU's USB keyboard as a keypad.
///
/// That nobody else reads what is typed is shown without waiting for what should not come: events keep their order, so
/// a reader whose next key is the one pressed after the daemon's end has been given nothing before.
enum KeyboardCases {
  static let all: [Case] = [
    Case("keyboard-events", events), Case("keyboard-private", isPrivate), Case("keyboard-others", others),
    Case("keyboard-libusb", libusb), Case("keyboard-busy", busy), Case("keyboard-forbidden", forbidden),
    Case("keyboard-held-key", heldKey), Case("keyboard-seat", seat), Case("keyboard-storm", storm),
  ]

  static let node = "/dev/input/by-id/usb-QEMU_QEMU_USB_Keyboard_PAD-event-kbd"
  private static let digits = Array("1234567890").map(String.init)
  /// KEY_A and KEY_Z of <linux/input-event-codes.h>: no code's keys.
  private static let keyA: UInt16 = 30
  private static let keyZ: UInt16 = 44

  /// Digits typed on it come out of its event node: what the cases of its driver stand on.
  static func events(_ guest: Guest) throws {
    try guest.plugKeyboard("PAD")
    try guest.wait(for: node)
    let keys = try InputKeys(path: node)
    try guest.press(digits)
    // Key codes 2 to 11 are the row 1 to 9, 0 (<linux/input-event-codes.h>).
    for wanted in UInt16(2)...11 { try check(try keys.next(), is: wanted, "the next key pressed") }
  }

  static func isPrivate(_ guest: Guest) throws {
    try guest.optIn("PAD", driver: "hid-keypad")
    try guest.plugKeyboard("PAD")
    try guest.wait(for: node)
    let name = try eventName()
    let terminal = try VirtualTerminal()
    let early = try InputKeys(path: node)
    try guest.press(["a"])
    try check(try early.next(), is: keyA, "the key that a reader has while nobody holds the keyboard")
    try check(try terminal.next(), is: "a", "the key that the console has while nobody holds the keyboard")
    var late: InputKeys?
    try guest.withDaemon { daemon, _ in
      let watch = try daemon.start("--json", "watch")
      try guest.await("ready", of: name, on: watch)
      late = try InputKeys(path: node)
      try logIn(guest, daemon)
      watch.interrupt()
    }
    try guest.press(["z"])
    try check(try early.next(), is: keyZ, "the next key of a reader from before the grab")
    try check(try late?.next(), is: keyZ, "the first key of a reader that came after the grab")
    try check(try terminal.next(), is: "z", "the console's next key")
  }

  /// The node's rights: one who may read all other keyboards may not open this one, nor its reports, which a grab does
  /// not keep from anybody.
  static func others(_ guest: Guest) throws {
    try guest.plugKeyboard("OTHER")
    try guest.optIn("PAD", driver: "hid-keypad")
    try guest.plugKeyboard("PAD")
    let other = "/dev/input/by-id/usb-QEMU_QEMU_USB_Keyboard_OTHER-event-kbd"
    for path in [node, other] { try guest.wait(for: path) }
    try guest.run("/usr/bin/udevadm", "settle", "--timeout=60")
    try check(try mayOpen(other), is: true, "whether the group input may open a keyboard nobody named")
    try check(try mayOpen(node), is: false, "whether the group input may open the keypad")
    let event = URL(filePath: "/sys/class/input/\(try eventName())/device/device").resolvingSymlinksInPath()
    let raw = try FileManager.default.contentsOfDirectory(atPath: "\(event.path)/hidraw")
    try check(raw.count, is: 1, "hidraw nodes")
    try check(try mayOpen("/dev/\(raw[0])"), is: false, "whether the group input may open the keypad's hidraw node")
  }

  static func libusb(_ guest: Guest) throws {
    try guest.rule(
      #"SUBSYSTEM=="usb", ATTRS{serial}=="PAD", ENV{KEYPORT_DRIVER}="hid-keypad", ENV{KEYPORT_OVER}="usb-interface""#)
    let terminal = try VirtualTerminal()
    try guest.withDaemon { daemon, watch in
      try guest.plugKeyboard("PAD")
      let told = watch.object {
        ($0["name"] as? String)?.hasPrefix("usb-") == true && $0["state"] as? String == "ready"
      }
      guard let name = told?["name"] as? String else { throw CaseFailure("no interface became ready") }
      let interface = String(name.dropFirst("usb-".count))
      try check(try driver(of: interface), is: "usbfs", "what drives the interface while it is the daemon's")
      try guest.run("/usr/bin/udevadm", "settle", "--timeout=60")
      try check(
        !FileManager.default.fileExists(atPath: node), "the event node of a keyboard that was detached is there")
      try logIn(guest, daemon)
      _ = daemon.stop()
      try guest.wait(for: node)
      try check(try driver(of: interface), is: "usbhid", "what drives the interface once it was given back")
    }
    let keys = try InputKeys(path: node)
    try guest.press(["z"])
    try check(try keys.next(), is: keyZ, "the first key of a keyboard that was given back")
    try check(try terminal.next(), is: "z", "the console's first key")
  }

  /// Held by another program: named where the daemon may see whose descriptors are whose.
  static func busy(_ guest: Guest) throws {
    try guest.optIn("PAD", driver: "hid-keypad")
    try guest.plugKeyboard("PAD")
    try guest.wait(for: node)
    let name = try eventName()
    let mine = try Running(
      URL(filePath: "/usr/bin/setpriv"),
      ["--reuid=keyport", "--regid=keyport", "--groups=keyport", "--", CommandLine.arguments[0], "--grab", node])
    try check(mine.line(), is: "grabbed", "the other program")
    try guest.withDaemon { daemon, _ in
      let watch = try daemon.start("--json", "watch")
      let told = try guest.await("busy", of: name, on: watch)
      let wanted = "held by usb-cases, pid \(mine.process.processIdentifier);"
      try check((told["cause"] as? String)?.hasPrefix(wanted) == true, "the cause is \(told), wanted \(wanted)")
      mine.process.terminate()
      _ = mine.finish()
      try guest.await("ready", of: name, on: watch)
      try logIn(guest, daemon)
      watch.interrupt()
    }
    // Another user's: the kernel tells nobody but root whose it is.
    var roots: InputKeys? = try InputKeys(path: node)
    try roots?.grab()
    try guest.withDaemon { daemon, _ in
      let watch = try daemon.start("--json", "watch")
      let told = try guest.await("busy", of: name, on: watch)
      try check(
        (told["cause"] as? String)?.hasPrefix("held by another program;") == true, "held by root, the cause is \(told)")
      roots = nil
      try guest.await("ready", of: name, on: watch)
      watch.interrupt()
    }
  }

  static func forbidden(_ guest: Guest) throws {
    let configuration = "log: debug\ndevices:\n  - match: {serial: PAD}\n    driver: hid-keypad\n    name: door\n"
    try guest.withDaemon(configuration: configuration) { daemon, watch in
      try guest.plugKeyboard("PAD")
      let told = try guest.await("forbidden", of: "door", on: watch)
      let cause = told["cause"] as? String ?? ""
      try check(cause.contains("root:input") && cause.contains("KEYPORT_DRIVER"), "the cause names no rule: \(told)")
      // The rule it asks for, without pulling the keyboard out.
      try guest.optIn("PAD", driver: "hid-keypad")
      try guest.run(
        "/usr/bin/udevadm", "trigger", "--action=change", "--subsystem-match=usb", "--subsystem-match=hid",
        "--subsystem-match=input", "--settle")
      try guest.await("ready", of: "door", on: watch)
    }
  }

  /// Pulled out while a key is down, it is not stuck when it is back.
  static func heldKey(_ guest: Guest) throws {
    try guest.optIn("PAD", driver: "hid-keypad")
    try guest.withDaemon { daemon, watch in
      try guest.plugKeyboard("PAD")
      let name = try ready(on: watch)
      try guest.key("5", isDown: true)
      try check(watch.object { $0["event"] as? String == "key" } != nil, "the key was not told")
      try guest.unplug("PAD")
      try guest.await("gone", of: name, on: watch)
      try guest.key("5", isDown: false)
      try guest.plugKeyboard("PAD")
      _ = try ready(on: watch)
      try logIn(guest, daemon)
    }
  }

  static func seat(_ guest: Guest) throws {
    try guest.rule(
      #"SUBSYSTEM=="usb", ENV{DEVTYPE}=="usb_device", ATTR{serial}=="PAD", ENV{ID_SEAT}="seat-lobby", "#
        + #"ENV{KEYPORT_DRIVER}="hid-keypad""#)
    try guest.withDaemon { daemon, watch in
      try guest.plugKeyboard("PAD")
      let told = watch.object { $0["driver"] as? String == "hid-keypad" && $0["state"] as? String == "ready" }
      try check(told?["seat"] as? String, is: "seat-lobby", "its seat")
      let elsewhere = try daemon.waitingLogin("alice")
      try logIn(guest, daemon, "--seat", "seat-lobby")
      let status = try daemon.keyport("--json", "status").lastObject
      try check(status?["waiting_logins"] as? Int, is: 1, "logins that wait at the other seat")
      elsewhere.interrupt()
      _ = elsewhere.finish()
    }
  }

  static func storm(_ guest: Guest) throws {
    try guest.optIn("PAD", driver: "hid-keypad")
    try guest.withDaemon { daemon, watch in
      var before: (held: [String], threads: Int) = ([], 0)
      for cycle in 0..<11 {
        try guest.plugKeyboard("PAD")
        let name = try ready(on: watch)
        try guest.unplug("PAD")
        try guest.await("gone", of: name, on: watch)
        // What the first makes and keeps is not growth.
        if cycle == 0 { before = (try daemon.held(), try daemon.threads()) }
      }
      try check(try daemon.held(), is: before.held, "descriptors after 10 cycles")
      try check(try daemon.threads(), is: before.threads, "threads after 10 cycles")
    }
  }

  /// Types a code of alice's at the keyboard while she waits: 755224, in which one key comes twice in a row.
  private static func logIn(_ guest: Guest, _ daemon: Daemon, _ more: String...) throws {
    let login = try daemon.waitingLogin("alice", more)
    try guest.press(try Oathtool.hotp(Guest.key, counter: 0).map(String.init))
    try guest.expect("accepted", of: login)
  }

  private static func ready(on watch: Running) throws -> String {
    let told = watch.object { $0["driver"] as? String == "hid-keypad" && $0["state"] as? String == "ready" }
    guard let name = told?["name"] as? String else { throw CaseFailure("no keyboard became ready") }
    return name
  }

  /// The kernel's name for the keyboard's event node, which the daemon calls it by.
  private static func eventName() throws -> String { URL(filePath: node).resolvingSymlinksInPath().lastPathComponent }

  private static func driver(of interface: String) throws -> String {
    URL(filePath: "/sys/bus/usb/devices/\(interface)/driver").resolvingSymlinksInPath().lastPathComponent
  }

  /// Whether a user who is in the group `input` and in no other may open `path`.
  private static func mayOpen(_ path: String) throws -> Bool {
    try Finished.run(
      URL(filePath: "/usr/bin/setpriv"),
      ["--reuid=nobody", "--regid=nogroup", "--groups=input", "--", "/bin/sh", "-c", ": <\"$0\"", path]
    ).status == 0
  }
}
