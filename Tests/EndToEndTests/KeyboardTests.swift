import Foundation
import Rig
import Testing

/// Keyboards in the rig: udev, libusb and usbfs are the real libraries' and the rig's.
@Suite("A USB keypad in the rig", .timeLimit(.minutes(15)))
struct KeyboardTests {
  /// The key codes of the keypad's digits 0 to 9, and their usages.
  private static let codes = [82, 79, 80, 81, 75, 76, 77, 71, 72, 73]
  private static let usages = [98, 89, 90, 91, 92, 93, 94, 95, 96, 97]

  private func typed(_ code: String, _ keys: [Int], enter: Int) -> String {
    (code.map { String(keys[$0.wholeNumberValue!]) } + [String(enter)]).joined(separator: " ")
  }

  @Test(
    "over evdev: it is grabbed, its light set, a code typed on it logs in, and it is given back when the daemon stops")
  func evdev() throws {
    let daemon = try Daemon.inUSBRig()
    let watch = try daemon.watch()
    try daemon.running.tell("keyboard 1")
    #expect(watch.sees("event1", "ready")?["driver"] as? String == "hid-keypad")
    let login = try daemon.waitingLogin("alice")
    try daemon.running.tell(
      "type 1 " + typed(try Oathtool.hotp(KeypadLoginTests.key, counter: 0), Self.codes, enter: 96))
    #expect(login.finish().lastObject?["outcome"] as? String == "accepted")
    try daemon.running.tell("quit")
    watch.interrupt()
    let end = daemon.running.finish()
    #expect(end.status == 0)
    let lines = end.output.split(separator: "\n")
    #expect(lines.contains("rig: grabbed 1") && lines.contains("rig: ungrabbed 1"), "\(lines)")
    // The light of Num Lock, and the end of that group of events: nothing else is ever written.
    let time = String(repeating: "0", count: 32)
    #expect(
      lines.filter { $0.hasPrefix("rig: wrote") } == ["rig: wrote 1 \(time)1100000001000000\(time)0000000000000000"])
  }

  @Test("over libusb: the kernel's driver is detached, reports come by interrupt transfers, and it is given back")
  func libusb() throws {
    let daemon = try Daemon.inUSBRig()
    let watch = try daemon.watch()
    try daemon.running.tell("mode usb-interface")
    try daemon.running.tell("keyboard 1")
    #expect(watch.sees("usb-1-5:1.0", "ready")?["driver"] as? String == "hid-keypad")
    let login = try daemon.waitingLogin("alice")
    let code = typed(try Oathtool.hotp(KeypadLoginTests.key, counter: 0), Self.usages, enter: 88)
    try daemon.running.tell("type 1 " + code)
    #expect(login.finish().lastObject?["outcome"] as? String == "accepted")
    try daemon.running.tell("quit")
    watch.interrupt()
    let end = daemon.running.finish()
    #expect(end.status == 0)
    // Boot protocol first, then the light: nothing else is ever written.
    let writes = end.output.split(separator: "\n").filter { $0.hasPrefix("rig: wrote") }
    #expect(writes == ["rig: wrote 1 0b 0000", "rig: wrote 1 09 0200 01"])
    #expect(end.output.contains("rig: detached 1") && end.output.contains("rig: attached 1"))
  }

  @Test("a keyboard that no driver speaks for is neither listed nor opened, and nothing is ever written to it")
  func unknown() throws {
    let daemon = try Daemon.inUSBRig()
    let watch = try daemon.watch()
    for mode in ["evdev", "usb-interface"] {
      try daemon.running.tell("mode \(mode)")
      try daemon.running.tell("unknown \(mode == "evdev" ? 1 : 2)")
    }
    // The known one comes last: once it is ready, the others have been seen.
    try daemon.running.tell("mode evdev")
    try daemon.running.tell("keyboard 3")
    #expect(watch.sees("event3", "ready") != nil)
    #expect(try daemon.devices().keys.sorted() == ["event3"])
    try daemon.running.tell("quit")
    watch.interrupt()
    let end = daemon.running.finish()
    for number in [1, 2] {
      for word in ["wrote", "grabbed", "detached"] { #expect(!end.output.contains("rig: \(word) \(number)")) }
    }
  }

  @Test("a keyboard that somebody has grabbed is busy, and ready once it is given back")
  func busy() throws {
    let daemon = try Daemon.inUSBRig()
    let watch = try daemon.watch()
    try daemon.running.tell("keyboard 1")
    #expect(watch.sees("event1", "ready") != nil)
    // Grabbed between unplugging and plugging in: the rig keeps the mark by holding it from the first moment.
    try daemon.running.tell("away 1")
    #expect(watch.sees("event1", "gone") != nil)
    try daemon.running.tell("held 1")
    #expect((watch.sees("event1", "busy")?["cause"] as? String)?.hasPrefix("held by ") == true)
    try daemon.running.tell("give-grab 1")
    #expect(watch.sees("event1", "ready") != nil)
    try daemon.running.tell("quit")
    watch.interrupt()
    #expect(daemon.running.finish().status == 0)
  }

  @Test("it is grabbed only once its keys are up, and what was typed before is no code's")
  func keysDown() throws {
    let daemon = try Daemon.inUSBRig()
    let watch = try daemon.watch()
    try daemon.running.tell("pressed 1 79")
    #expect(watch.sees("event1", "identifying") != nil)
    try daemon.running.tell("up 1 79")
    #expect(watch.sees("event1", "ready") != nil)
    try daemon.running.tell("quit")
    watch.interrupt()
    #expect(daemon.running.finish().status == 0)
  }

  @Test("two of one model are two devices; one that goes device first goes at once, and comes back under its name")
  func two() throws {
    let daemon = try Daemon.inUSBRig()
    let watch = try daemon.watch()
    try daemon.running.tell("keyboard 1")
    try daemon.running.tell("keyboard 2")
    #expect(watch.sees("event1", "ready") != nil)
    #expect(watch.sees("event2", "ready") != nil)
    try daemon.running.tell("vanish 1")
    #expect(watch.sees("event1", "gone") != nil)
    #expect(try daemon.devices().keys.sorted() == ["event2"])
    try daemon.running.tell("keyboard 1")
    #expect(watch.sees("event1", "ready") != nil)
    try daemon.running.tell("quit")
    watch.interrupt()
    #expect(daemon.running.finish().status == 0)
  }

  @Test(
    "a thousand pluggings in and out, every other one device first, leave no descriptor, thread or memory behind",
    arguments: ["evdev", "usb-interface"])
  func storm(mode: String) throws {
    let daemon = try Daemon.inUSBRig("log: error\nstand-in: false\n")
    try daemon.running.tell("mode \(mode)")
    // What allocators and libraries keep after their first use is no growth.
    try daemon.running.tell("storm 200")
    let before = try figures(of: daemon, mode)
    try daemon.running.tell("storm 1000")
    let after = try figures(of: daemon, mode)
    print("1,000 cycles over \(mode): descriptors, threads and resident kB \(before) before, \(after) after")
    #expect(after[0] <= before[0] && after[1] <= before[1])
    #expect(after[2] - before[2] < 1000, "a kilobyte for each cycle would be a leak")
    #expect(try daemon.devices().isEmpty)
    try daemon.running.tell("quit")
    #expect(daemon.running.finish().status == 0)
  }

  /// Descriptors, threads and resident kB, once the daemon has seen off a keyboard after all those before.
  private func figures(of daemon: Daemon, _ mode: String) throws -> [Int] {
    let watch = try daemon.watch()
    defer { watch.interrupt() }
    let name = mode == "evdev" ? "event9" : "usb-1-13:1.0"
    try daemon.running.tell("keyboard 9")
    #expect(watch.sees(name, "ready") != nil)
    try daemon.running.tell("away 9")
    #expect(watch.sees(name, "gone") != nil)
    try daemon.running.tell("figures")
    var last: [Int]?
    while let line = daemon.running.line() {
      if line.hasPrefix("rig: figures ") { last = line.split(separator: " ").compactMap { Int($0) } }
      if line == "rig: figures" { return try #require(last) }
    }
    throw CancellationError()
  }

  @Test("the configuration ignores, names, seats and forces a driver by what udev and the descriptors say")
  func overrides() throws {
    let daemon = try Daemon.inUSBRig(
      """
      log: debug
      stand-in: false
      devices:
        - match: {usb: "1209:0002", serial: KBD-1}
          ignore: true
        - match: {serial: KBD-2}
          driver: hid-keypad
          name: door
          seat: seat7
      """)
    let watch = try daemon.watch()
    try daemon.running.tell("keyboard 1")
    try daemon.running.tell("unknown 2")
    #expect(watch.sees("door", "ready")?["seat"] as? String == "seat7")
    #expect(try daemon.devices().keys.sorted() == ["door"])
    try daemon.running.tell("quit")
    watch.interrupt()
    #expect(daemon.running.finish().status == 0)
  }
}
