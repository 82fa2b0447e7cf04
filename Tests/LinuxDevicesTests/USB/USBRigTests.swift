import Foundation
import Testing

/// The real libudev and libusb in the event loop, on a device that umockdev makes up.
@Suite("a USB device in the rig")
struct USBRigTests {
  private static let node = "/dev/bus/usb/001/004"
  private static let place = "/sys/devices/pci0000:00/0000:00:14.0/usb1/1-2"
  private static let added = "added \(place) \(node) seat=seat0 emulated=false"
  private static let identity = "identity 4617:1:272|Keyport Works|Rig Keypad|RIG-0001|2/2/0,10/0/0"

  /// Runs `usb-watch` in the rig; it stands beside the program that runs the tests.
  private func rig(_ options: [String] = [], _ arguments: [String] = []) throws -> Child {
    let here = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    let watch = URL(fileURLWithPath: here).deletingLastPathComponent().appendingPathComponent("usb-watch").path
    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../Rigs/usb_rig.py").standardized.path
    let child = try Child(
      "/usr/bin/umockdev-wrapper", ["/usr/bin/python3", script] + options + ["--", watch] + arguments)
    return child
  }

  /// The lines up to and with the one that begins with `end`; the rig's own, which come in between, are left out.
  private func lines(of child: Child, until end: String) -> [String] {
    var lines: [String] = []
    while let line = child.line() {
      if !line.hasPrefix("rig: ") { lines.append(line) }
      if line.hasPrefix(end) { return lines }
    }
    Issue.record("ended before '\(end)': \(lines)")
    return lines
  }

  private func start(_ child: Child) throws -> String {
    let first = lines(of: child, until: "ready")
    return try #require(first.first { $0.hasPrefix("descriptors before: ") }).replacing("before", with: "after")
  }

  @Test("arrives by udev's event, says who it is through libusb, changes, leaves, and leaves no descriptor open")
  func life() throws {
    let child = try rig()
    let descriptors = try start(child)
    for _ in 0..<3 {
      try child.say("plug")
      #expect(lines(of: child, until: "descriptors") == [Self.added, Self.identity, descriptors])
      try child.say("change")
      #expect(lines(of: child, until: "changed") == ["changed \(Self.place)"])
      try child.say("unplug")
      #expect(lines(of: child, until: "removed") == ["removed \(Self.place)"])
    }
    #expect(try child.finish() == 0)
  }

  @Test("that was there before is found by the enumeration")
  func pluggedBefore() throws {
    let child = try rig(["--plugged"])
    let first = lines(of: child, until: "ready")
    #expect(first.contains(Self.added))
    #expect(lines(of: child, until: "identity") == [Self.identity])
    #expect(try child.finish() == 0)
  }

  @Test("that is unplugged while it is asked ends the reading once, with a cause and nothing left open")
  func vanishes() throws {
    let child = try rig()
    let descriptors = try start(child)
    try child.say("hold")
    for _ in 0..<3 {
      try child.say("plug")
      #expect(lines(of: child, until: "added") == [Self.added])
      try child.say("unplug")
      // Which of the two comes first is the kernel's choice; then come the descriptors, or the other of the two.
      let one = lines(of: child, until: "removed")
      let rest = one.contains(descriptors) ? one : one + lines(of: child, until: "descriptors")
      let gone = "error gone: \(Self.node) was unplugged while it was read"
      #expect(rest.sorted() == [descriptors, gone, "removed \(Self.place)"].sorted())
    }
    #expect(try child.finish() == 0)
  }

  @Test("that refuses its strings still has its numbers")
  func mute() throws {
    let child = try rig()
    _ = try start(child)
    try child.say("mute")
    try child.say("plug")
    #expect(lines(of: child, until: "identity").last == "identity 4617:1:272|-|-|-|2/2/0,10/0/0")
    #expect(try child.finish() == 0)
  }

  @Test("that never answers is given up, and its transfer taken back")
  func silent() throws {
    let child = try rig()
    let descriptors = try start(child)
    try child.say("hold")
    try child.say("plug")
    #expect(
      lines(of: child, until: "descriptors") == [
        Self.added, "error failed: \(Self.node) does not answer: plug it in again", descriptors,
      ])
    #expect(try child.finish() == 0)
  }

  @Test("that answers late is waited for")
  func late() throws {
    let child = try rig()
    _ = try start(child)
    try child.say("hold")
    try child.say("plug")
    #expect(lines(of: child, until: "added") == [Self.added])
    try child.say("release")
    #expect(lines(of: child, until: "identity").last == Self.identity)
    #expect(try child.finish() == 0)
  }

  @Test(
    "no transport writes without a driver that speaks for its device: it is refused, counted, and never reaches it",
    arguments: [("evdev", "keyboard 1", 24), ("hidraw", "yubikey 1 -", 11), ("usb-interface", "yubikey 1 -", 9)])
  func writes(mode: String, word: String, bytes: Int) throws {
    let child = try rig([], ["write", mode])
    _ = lines(of: child, until: "ready")
    try child.say("mode \(mode)")
    try child.say(word)
    let wishes = mode == "evdev" ? 1 : 2
    var seen: [String] = []
    while let line = child.line() {
      // What reaches the device is told by the rig.
      if !line.hasPrefix("rig: ") || line.hasPrefix("rig: wrote") { seen.append(line) }
      if line.hasPrefix("ended \(mode)") || line.hasPrefix("closed") { break }
    }
    let first = seen.firstIndex { $0.hasPrefix("rig: wrote") } ?? 0
    #expect(seen.firstIndex(of: "nobody \(mode) \(wishes) 0").map { $0 < first } == true, "\(seen)")
    #expect(seen.contains("somebody \(mode) \(bytes) \(bytes)"), "\(seen)")
    #expect(seen.last == "ended \(mode) \(2 * wishes)", "\(seen)")
    #expect(try child.finish() == 0)
  }

  @Test("a YubiKey answers a challenge over libusb once it is touched (RFC 2202, case 1 of HMAC-SHA1)")
  func challenge() throws {
    let child = try rig([], ["challenge"])
    _ = lines(of: child, until: "ready")
    try child.say("mode usb-interface")
    try child.say("yubikey 1 -")
    #expect(lines(of: child, until: "touch wanted") == ["ready YubiKey 5 12345678 true", "touch wanted"])
    try child.say("touch 1")
    #expect(lines(of: child, until: "answered") == ["answered b617318655057264e28bc0b6fb378c8ef146be00"])
    #expect(try child.finish() == 0)
  }

  @Test("does not keep the program from stopping in the middle of a reading")
  func stopped() throws {
    let child = try rig()
    _ = try start(child)
    try child.say("hold")
    try child.say("plug")
    #expect(lines(of: child, until: "added") == [Self.added])
    #expect(try child.finish() == 0)
  }
}
