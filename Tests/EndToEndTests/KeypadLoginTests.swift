import Foundation
import Rig
import Testing

@Suite("A keypad's code logs an account in", .timeLimit(.minutes(15)))
struct KeypadLoginTests {
  static let key = "3132333435363738393031323334353637383930"

  private func enrolled(_ daemon: Daemon, counter: Int = 0) throws {
    #expect(try daemon.keyport("account", "add", "alice").status == 0)
    #expect(try daemon.keyport("enrol", "alice", "--key", "hex:\(Self.key)", "--counter", "\(counter)").status == 0)
  }

  @Test("a right code is accepted, the same again refused, a wrong one refused with tries left")
  func acceptedOnce() throws {
    let folder = try Folder()
    let keypad = try Keypad(at: folder.file("lobby"))
    let daemon = try Daemon(["--device", keypad.path], in: folder)
    try enrolled(daemon)
    let device = try #require(try daemon.devices()["lobby"])
    #expect(device["state"] as? String == "ready")
    #expect(device["driver"] as? String == "line-keypad")
    #expect(device["origin"] as? String == "hardware")
    #expect(device["seat"] as? String == "seat0")
    #expect(device["capabilities"] as? [String] == ["keys"])

    let code = try Oathtool.hotp(Self.key, counter: 0)
    let first = try daemon.waitingLogin("alice")
    try keypad.type(code + "\r")
    let accepted = first.finish()
    #expect(accepted.status == 0)
    #expect(accepted.lastObject?["outcome"] as? String == "accepted")

    let second = try daemon.waitingLogin("alice")
    try keypad.type(code + "\r")
    let replayed = second.finish()
    #expect(replayed.status == 1)
    #expect(replayed.lastObject?["outcome"] as? String == "refused")
    #expect(replayed.lastObject?["reason"] as? String == "used_code")

    let third = try daemon.waitingLogin("alice")
    let wrong = code == "000000" ? "000001" : "000000"
    try keypad.type(wrong + "#")
    let refused = third.finish()
    #expect(refused.status == 1)
    #expect(refused.lastObject?["reason"] as? String == "wrong_code")
    #expect(refused.lastObject?["tries_left"] as? Int == 8)

    let log = daemon.stop()
    #expect(log.status == 0)
    for secret in [code, wrong, Self.key] { #expect(!log.errors.contains(secret), "the log holds \(secret)") }
  }

  @Test("a keypad that never ends a line logs in as often as one likes")
  func withoutLineEnds() throws {
    let folder = try Folder()
    let keypad = try Keypad(at: folder.file("lobby"))
    let daemon = try Daemon(["--device", keypad.path], in: folder)
    try enrolled(daemon)
    for counter in 0..<12 {
      let login = try daemon.waitingLogin("alice")
      try keypad.type(try Oathtool.hotp(Self.key, counter: counter))
      #expect(login.finish().lastObject?["outcome"] as? String == "accepted", "login \(counter)")
    }
    #expect(daemon.stop().status == 0)
  }

  @Test("a keypad that goes in mid-code takes its fragment with it, and comes back to the same login")
  func unpluggedInMidCode() throws {
    let folder = try Folder()
    let path = folder.file("lobby")
    let keypad = try Keypad(at: path)
    let daemon = try Daemon(["--device", path], in: folder)
    try enrolled(daemon)
    let code = try Oathtool.hotp(Self.key, counter: 0)

    let login = try daemon.waitingLogin("alice")
    let watch = try daemon.watch()
    try keypad.type(String(code.prefix(3)))
    for _ in 0..<3 { #expect(watch.object { $0["event"] as? String == "key" } != nil) }
    keypad.unplug()
    #expect(watch.object { $0["name"] as? String == "lobby" && $0["state"] as? String == "gone" } != nil)
    #expect(try daemon.devices()["lobby"] == nil)
    #expect(try daemon.keyport("--json", "status").lastObject?["waiting_logins"] as? Int == 1)

    let again = try Keypad(at: path)
    #expect(watch.object { $0["name"] as? String == "lobby" && $0["state"] as? String == "claimed" } != nil)
    try again.type(code + "\n")
    let outcome = login.finish()
    #expect(outcome.lastObject?["outcome"] as? String == "accepted")
    watch.interrupt()
    #expect(daemon.stop().status == 0)
  }

  @Test("the stand-in gives way to a keypad and returns when it goes")
  func standInGivesWay() throws {
    let folder = try Folder()
    let path = folder.file("lobby")
    let daemon = try Daemon(["--device", path, "--lab"], in: folder)
    let watch = try daemon.watch()
    #expect(try daemon.devices()["stand-in"]?["origin"] as? String == "emulated")

    let keypad = try Keypad(at: path)
    #expect(watch.object { $0["name"] as? String == "stand-in" && $0["state"] as? String == "gone" } != nil)
    #expect(try daemon.devices()["stand-in"] == nil)
    #expect(try daemon.keyport("code").status == 3)

    keypad.unplug()
    #expect(watch.object { $0["name"] as? String == "stand-in" && $0["state"] as? String == "ready" } != nil)
    #expect(try daemon.devices()["stand-in"]?["state"] as? String == "ready")
    #expect(try daemon.devices()["lobby"] == nil)
    watch.interrupt()
    #expect(daemon.stop().status == 0)
  }
}
