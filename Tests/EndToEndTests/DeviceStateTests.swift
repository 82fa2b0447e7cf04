import Foundation
import Rig
import Testing

/// Every state of a device as `keyport devices` and `keyport watch` show it, each brought about on a pty.
@Suite("What an operator sees of a device", .timeLimit(.minutes(15)))
struct DeviceStateTests {
  private func isIn(_ state: String, _ name: String = "lobby") -> ([String: Any]) -> Bool {
    { $0["name"] as? String == name && $0["state"] as? String == state }
  }

  @Test(
    "identifying, then ready; claimed while a login waits at its seat; ready when its client leaves; gone when unplugged"
  )
  func course() throws {
    let folder = try Folder()
    let daemon = try Daemon(["--device", folder.file("lobby")], in: folder)
    #expect(try daemon.keyport("account", "add", "alice").status == 0)
    #expect(try daemon.keyport("enrol", "alice").status == 0)
    let watch = try daemon.watch()
    let keypad = try Keypad(at: folder.file("lobby"))
    #expect(watch.object(where: isIn("identifying")) != nil)
    #expect(watch.object(where: isIn("ready")) != nil)
    let login = try daemon.start("login", "alice")
    #expect(watch.object(where: isIn("claimed")) != nil)
    #expect(try daemon.devices()["lobby"]?["state"] as? String == "claimed")
    login.interrupt()
    #expect(watch.object(where: isIn("ready")) != nil)
    keypad.unplug()
    #expect(watch.object(where: isIn("gone")) != nil)
    #expect(try daemon.devices()["lobby"] == nil)
    watch.interrupt()
    #expect(daemon.stop().status == 0)
  }

  @Test("busy names the program that holds it, and it becomes ready by itself once it is given back")
  func busy() throws {
    let folder = try Folder()
    let keypad = try Keypad(at: folder.file("lobby"))
    // Another process: what this one holds would be given back by its own descriptors' closing as well.
    let holder = try Running(
      URL(filePath: "/bin/sh"), ["-c", "exec 9<>\(keypad.path) && flock 9 && echo held && exec cat"], keepsInput: true)
    #expect(holder.line() == "held")
    let daemon = try Daemon(["--device", keypad.path], in: folder)
    let watch = try daemon.watch()
    let device = try #require(try daemon.devices()["lobby"])
    #expect(device["state"] as? String == "busy")
    let cause = try #require(device["cause"] as? String)
    #expect(cause.hasPrefix("held by cat, pid \(holder.process.processIdentifier);"), "\(cause)")
    holder.interrupt()
    _ = holder.finish()
    #expect(watch.object(where: isIn("ready")) != nil)
    watch.interrupt()
    #expect(daemon.stop().status == 0)
    withExtendedLifetime(keypad) {}
  }

  @Test("forbidden says which right is missing, and it becomes ready by itself once the right is given")
  func forbidden() throws {
    let folder = try Folder()
    let keypad = try Keypad(at: folder.file("lobby"))
    let tty = try FileManager.default.destinationOfSymbolicLink(atPath: keypad.path)
    chmod(tty, 0)
    // Root may open anything: there the daemon runs as nobody, in a folder of nobody's.
    let nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
    let wrapper = getuid() == 0 ? nobody : []
    if getuid() == 0 {
      chown(folder.file("."), 65534, 65534)
      let able = try Finished.run(URL(filePath: "/usr/bin/env"), nobody + ["test", "-x", Programs.keyportd.path])
      try #require(able.status == 0, "nobody may not enter the folder of the build; run this as another user")
    }
    let daemon = try Daemon(["--device", keypad.path], in: folder, wrapper: wrapper)
    let watch = try daemon.watch()
    let device = try #require(try daemon.devices()["lobby"])
    #expect(device["state"] as? String == "forbidden")
    let cause = try #require(device["cause"] as? String)
    #expect(cause.contains("with mode 00") && cause.contains("udev rules"), "\(cause)")
    chmod(tty, 0o666)
    #expect(watch.object(where: isIn("ready")) != nil)
    watch.interrupt()
    #expect(daemon.stop().status == 0)
    withExtendedLifetime(keypad) {}
  }

  @Test("failed says why: a path that is no serial port")
  func failed() throws {
    let folder = try Folder()
    try "".write(toFile: folder.file("lobby"), atomically: true, encoding: .utf8)
    let daemon = try Daemon(["--device", folder.file("lobby")], in: folder)
    let device = try #require(try daemon.devices()["lobby"])
    #expect(device["state"] as? String == "failed")
    #expect((device["cause"] as? String)?.contains("is a regular file, not a serial port") == true)
    #expect(daemon.stop().status == 0)
  }

  @Test("64 keypads at once are ready, each under its name, and a code typed at the last logs in")
  func many() throws {
    let folder = try Folder()
    let keypads = try (0..<64).map { try Keypad(at: folder.file("pad\($0)")) }
    let daemon = try Daemon(keypads.flatMap { ["--device", $0.path] }, in: folder)
    let devices = try daemon.devices()
    #expect(devices.values.count { $0["state"] as? String == "ready" } == 64)
    #expect(try daemon.keyport("account", "add", "alice").status == 0)
    #expect(try daemon.keyport("enrol", "alice", "--key", "hex:\(KeypadLoginTests.key)", "--counter", "0").status == 0)
    let login = try daemon.waitingLogin("alice")
    try keypads[63].type(try Oathtool.hotp(KeypadLoginTests.key, counter: 0) + "\r")
    #expect(login.finish().status == 0)
    #expect(daemon.stop().status == 0)
  }
}
