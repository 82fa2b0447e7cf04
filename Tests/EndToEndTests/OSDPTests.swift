import Foundation
import Rig
import Testing

/// keyportd as the panel, libosdp as the devices: neither knows the other's code.
@Suite(
  "OSDP keypads log accounts in", .enabled(if: PythonEnvironment.isReady, Comment(rawValue: PythonEnvironment.reason)),
  .timeLimit(.minutes(15)))
struct OSDPTests {
  static let key = "3132333435363738393031323334353637383930"
  static let scbk = "c0ffee00112233445566778899aabbcc"

  private func daemon(_ folder: Folder, _ settings: [String]) throws -> Daemon {
    let lines = ["log: debug", "devices:", "  - path: \(folder.file("pad"))", "    driver: osdp", "    settings:"]
    let daemon = try Daemon(
      in: folder, configuration: (lines + settings.map { "      " + $0 }).joined(separator: "\n") + "\n")
    #expect(try daemon.keyport("account", "add", "alice").status == 0)
    #expect(try daemon.keyport("enrol", "alice", "--key", "hex:\(Self.key)", "--counter", "0").status == 0)
    return daemon
  }

  /// Waits until the device is in a state.
  private func wait(_ daemon: Daemon, for state: String, name: String = "pad") throws -> [String: Any]? {
    let watch = try daemon.watch()
    defer { watch.interrupt() }
    if let device = try daemon.devices()[name], device["state"] as? String == state { return device }
    return watch.object { $0["name"] as? String == name && $0["state"] as? String == state }
  }

  @Test("a code typed under the secure channel logs in, and the device is told how it ended")
  func secure() throws {
    let folder = try Folder()
    let bus = try OSDPBus(at: folder.file("pad"), "0:\(Self.scbk)")
    let daemon = try daemon(folder, ["scbk: \(Self.scbk)"])
    #expect(bus.wait(for: "secure"))
    let device = try #require(try wait(daemon, for: "ready"))
    #expect(device["driver"] as? String == "osdp")
    #expect(device["origin"] as? String == "hardware")
    let reported = try #require(try daemon.devices()["pad"])
    #expect(reported["serial"] as? String == "01020304")
    let capabilities = try #require(reported["capabilities"] as? [String])
    #expect(Set(capabilities).isSuperset(of: ["keys", "display", "feedback"]))

    let code = try Oathtool.hotp(Self.key, counter: 0)
    let login = try daemon.waitingLogin("alice")
    try bus.order("keys 0 9*\(code)#")
    #expect(login.finish().lastObject?["outcome"] as? String == "accepted")
    let light = try #require(bus.command("led"))
    #expect(light["on_color"] as? Int == 2, "green: \(light)")

    let wrong = try daemon.waitingLogin("alice")
    try bus.order("keys 0 \(code)#")
    #expect(wrong.finish().lastObject?["reason"] as? String == "used_code")
    let refusal = try #require(bus.command("led"))
    #expect(refusal["on_color"] as? Int == 1, "red: \(refusal)")
    #expect(bus.command("buzzer")?["rep_count"] as? Int == 3)

    let log = daemon.stop()
    #expect(log.status == 0)
    for secret in [code, Self.key, Self.scbk] { #expect(!log.errors.contains(secret), "the log holds \(secret)") }
    bus.end()
  }

  @Test("a device without secure channel works where no key is given; what a login shows reaches its display")
  func plain() throws {
    let folder = try Folder()
    let bus = try OSDPBus(at: folder.file("pad"), "3")
    let daemon = try daemon(folder, ["addresses: 3", "check: checksum", "poll: 20"])
    #expect(bus.wait(for: "online", at: 3))
    #expect(try wait(daemon, for: "ready") != nil)
    let login = try daemon.waitingLogin("alice")
    let text = try #require(bus.command("text", at: 3))
    #expect((text["data"] as? String)?.isEmpty == false)
    try bus.order("card 3")
    try bus.order("keys 3 \(try Oathtool.hotp(Self.key, counter: 0))#")
    #expect(login.finish().lastObject?["outcome"] as? String == "accepted")
    daemon.stop()
    bus.end()
  }

  @Test("a device that has another key is refused, and so is one without any, where a key is given")
  func wrongKey() throws {
    for device in ["0:00112233445566778899aabbccddeeff", "0"] {
      let folder = try Folder()
      let bus = try OSDPBus(at: folder.file("pad"), device)
      let daemon = try daemon(folder, ["scbk: \(Self.scbk)"])
      let failed = try #require(try wait(daemon, for: "failed"))
      #expect((failed["cause"] as? String)?.contains("no secure channel") == true, "\(failed)")
      daemon.stop()
      bus.end()
    }
  }

  @Test("in install mode a device gets a key of its own, which is the one that works from then on")
  func install() throws {
    let folder = try Folder()
    let bus = try OSDPBus(at: folder.file("pad"), "0:install")
    let installer = try daemon(folder, ["install-mode: yes", "new-scbk: \(Self.scbk)"])
    let keyset = try #require(bus.command("keyset"))
    #expect((keyset["data"] as? String)?.lowercased() == Self.scbk)
    #expect(try wait(installer, for: "ready") != nil)
    installer.stop()
    let daemon = try Daemon(
      in: folder,
      configuration: """
        devices:
          - path: \(folder.file("pad"))
            driver: osdp
            settings:
              scbk: \(Self.scbk)

        """)
    #expect(try wait(daemon, for: "ready") != nil)
    daemon.stop()
    bus.end()
  }

  @Test("a device that falls silent fails, and is ready again when it comes back")
  func silent() throws {
    let folder = try Folder()
    let bus = try OSDPBus(at: folder.file("pad"), "0:\(Self.scbk)")
    let daemon = try daemon(folder, ["scbk: \(Self.scbk)"])
    #expect(try wait(daemon, for: "ready") != nil)
    try bus.order("silent 1")
    let failed = try #require(try wait(daemon, for: "failed"))
    #expect((failed["cause"] as? String)?.contains("answers no more") == true, "\(failed)")
    try bus.order("silent 0")
    #expect(try wait(daemon, for: "ready") != nil)
    let login = try daemon.waitingLogin("alice")
    try bus.order("keys 0 \(try Oathtool.hotp(Self.key, counter: 0))#")
    #expect(login.finish().lastObject?["outcome"] as? String == "accepted")
    daemon.stop()
    bus.end()
  }

  @Test("noise on the line and spoiled packets cost a moment and no login")
  func noise() throws {
    let folder = try Folder()
    let bus = try OSDPBus(at: folder.file("pad"), "0:\(Self.scbk)")
    let daemon = try daemon(folder, ["scbk: \(Self.scbk)"])
    #expect(try wait(daemon, for: "ready") != nil)
    for noise in ["00ff5300", "53", "53800800", "ffffffffffffff", "5380ffff0c02164053800e000d021640ffff"] {
      try bus.order("noise \(noise)")
    }
    try bus.order("spoil 2")
    // Keys are pressed once the line is well: one that is pressed while it is not voids the code, as it must.
    #expect(bus.wait(for: "secure"))
    #expect(try wait(daemon, for: "ready") != nil)
    let login = try daemon.waitingLogin("alice")
    try bus.order("keys 0 *\(try Oathtool.hotp(Self.key, counter: 0))#")
    #expect(login.finish().lastObject?["outcome"] as? String == "accepted")
    daemon.stop()
    bus.end()
  }

  @Test("two devices on one line, each with its own key, both log in")
  func bus() throws {
    let folder = try Folder()
    let other = "00112233445566778899aabbccddeeff"
    let bus = try OSDPBus(at: folder.file("pad"), "0:\(Self.scbk)", "5:\(other)")
    let daemon = try daemon(folder, ["addresses: 0,5", "scbk: \(Self.scbk)", "scbk-5: \(other)"])
    #expect(bus.wait(for: "secure", at: 5))
    #expect(try wait(daemon, for: "ready") != nil)
    for address in [0, 5] {
      #expect(try wait(daemon, for: "ready", name: "pad-\(address)")?["driver"] as? String == "osdp")
    }
    for (counter, address) in [0, 5].enumerated() {
      let login = try daemon.waitingLogin("alice")
      try bus.order("keys \(address) \(try Oathtool.hotp(Self.key, counter: counter))#")
      #expect(login.finish().lastObject?["outcome"] as? String == "accepted", "address \(address)")
    }
    daemon.stop()
    bus.end()
  }
}
