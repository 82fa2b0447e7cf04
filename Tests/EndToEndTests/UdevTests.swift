import Foundation
import Rig
import Testing

@Suite("Devices that udev finds", .timeLimit(.minutes(15)))
struct UdevTests {
  static let rig = [
    "umockdev-wrapper", "/usr/bin/python3", Programs.project.appending(path: "Tests/Rigs/usb_rig.py").path, "--",
  ]

  @Test("a USB token arrives and leaves by udev's processed events, with its names read from it through libusb")
  func usbToken() throws {
    let daemon = try Daemon(["--lab"], wrapper: Self.rig)
    let watch = try daemon.watch()
    #expect(try daemon.devices()["usb-1-2"] == nil)

    try daemon.running.tell("plug")
    let named = watch.object { $0["name"] as? String == "usb-1-2" && $0["product"] as? String == "Rig Keypad" }
    #expect(named?["vendor"] as? String == "Keyport Works")
    #expect(named?["serial"] as? String == "RIG-0001")
    #expect(named?["state"] as? String == "present")
    #expect(try daemon.devices()["usb-1-2"]?["driver"] is NSNull)
    #expect(try daemon.devices()["stand-in"] != nil, "a device without a driver is no reason for the stand-in to go")

    try daemon.running.tell("unplug")
    #expect(watch.object { $0["name"] as? String == "usb-1-2" && $0["state"] as? String == "gone" } != nil)
    #expect(try daemon.devices()["usb-1-2"] == nil)
    try daemon.running.tell("quit")
    watch.interrupt()
    #expect(daemon.running.finish().status == 0)
  }

  @Test("without udevd the daemon says so once and goes on")
  func noUdevd() throws {
    // A test bed of its own would have a udevd; the machine's own state decides here.
    let daemon = try Daemon()
    #expect(try daemon.keyport("status").status == 0)
    let words = daemon.stop().errors.components(separatedBy: "no udevd runs here").count - 1
    #expect(words == (FileManager.default.fileExists(atPath: "/run/udev/control") ? 0 : 1))
  }
}
