import Foundation
import Rig
import Testing

@Suite("A keypad that is paired", .timeLimit(.minutes(15)))
struct PairedKeypadTests {
  private static let key = KeypadLoginTests.key

  private func isIn(_ state: String, session: Bool? = nil) -> ([String: Any]) -> Bool {
    {
      $0["name"] as? String == "pad" && $0["state"] as? String == state
        && (session == nil || $0["session"] as? Bool == session)
    }
  }

  /// A daemon with a device that is ready.
  private func plugIn(
    _ folder: Folder, seed: String = "A", capabilities: [String] = [], configuration: String = "log: debug\n",
    until state: String = "ready"
  ) throws -> (Daemon, KeypadDevice) {
    let device = try KeypadDevice(at: folder.file("pad"), seed: seed, capabilities: capabilities)
    let daemon = try Daemon(["--device", "\(device.path)=keyport-keypad"], in: folder, configuration: configuration)
    try wait(daemon, isIn(state))
    return (daemon, device)
  }

  private func wait(_ daemon: Daemon, _ matches: ([String: Any]) -> Bool) throws {
    let watch = try Running(Programs.keyport, ["--socket", daemon.socket, "--json", "watch"])
    #expect(watch.object(where: matches) != nil)
    watch.interrupt()
  }

  /// Pairs, comparing as two people would.
  private func pair(_ daemon: Daemon, _ device: KeypadDevice) throws {
    let pairing = try Running(
      Programs.keyport, ["--socket", daemon.socket, "device", "pad", "pair", "--expect", "-"], keepsInput: true)
    let number = try #require(device.pairingNumber())
    try device.press("enter")
    try pairing.tell(number)
    let end = pairing.finish()
    #expect(end.status == 0, "\(end.errors)")
    #expect(end.errors.contains("Here it is \(number.prefix(3)) \(number.suffix(3))"))
    #expect(try daemon.devices()["pad"]?["session"] as? Bool == true)
  }

  @Test("shows the number that keyportd has, gets a key that nobody sees, and its codes and keys log in")
  func whole() throws {
    let folder = try Folder()
    let (daemon, device) = try plugIn(folder)
    #expect(try daemon.devices()["pad"]?["session"] as? Bool == false)
    #expect(try daemon.keyport("account", "add", "alice").status == 0)
    let early = try daemon.keyport("enrol", "alice", "--device", "pad")
    #expect(early.status == 1 && early.errors.contains("Pair it with: keyport device pad pair"), "\(early.errors)")
    try pair(daemon, device)

    // A token by presses, one by time, for which the daemon has set the clock, and a key typed on the keypad.
    for options in [["--counter", "0"], ["--slot", "5"]] {
      let enrolled = try Finished.run(
        Programs.keyport,
        ["--socket", daemon.socket, "--json", "enrol", "alice", "--device", "pad"] + options)
      let slot = try #require(enrolled.lastObject?["slot"] as? Int)
      #expect(slot == (options[0] == "--slot" ? 5 : 0) && enrolled.lastObject?["uri"] is NSNull)
      let login = try daemon.waitingLogin("alice")
      try device.button(slot)
      #expect(login.finish().lastObject?["outcome"] as? String == "accepted", "slot \(slot)")
    }
    let taken = try daemon.keyport("enrol", "alice", "--device", "pad", "--slot", "5")
    #expect(taken.status == 1 && taken.errors.contains("erase-slot 5"))
    let slots = try daemon.keyport("--json", "device", "pad", "slots").objects
    #expect(slots.map { $0["slot"] as? Int } == [0, 5] && slots.map { $0["type"] as? String } == ["hotp", "totp"])

    #expect(try daemon.keyport("account", "add", "bob").status == 0)
    #expect(try daemon.keyport("enrol", "bob", "--key", "hex:\(Self.key)", "--counter", "0").status == 0)
    let login = try daemon.waitingLogin("bob")
    let code = try Oathtool.hotp(Self.key, counter: 0)
    try device.type(code)
    #expect(login.finish().lastObject?["outcome"] as? String == "accepted")

    let log = daemon.stop()
    #expect(log.status == 0 && log.errors.contains("a session protects the line") && !log.errors.contains(code))
    // The key of this host is kept: a new start needs no new pair.
    let again = try Daemon(["--device", "\(device.path)=keyport-keypad"], in: folder)
    try wait(again, isIn("ready", session: true))
    #expect(again.stop().status == 0)
  }

  @Test("asks its person, who says yes with the number, yes with another, or no")
  func confirm() throws {
    let folder = try Folder()
    let (daemon, device) = try plugIn(folder)
    try pair(daemon, device)
    for (keys, word, status) in [
      (["4", "2", "enter"], "yes", 0), (["4", "1", "enter"], "wrong_number", 1), (["clear"], "no", 1),
    ] {
      let question = try daemon.start("--json", "device", "pad", "confirm", "Door 3?", "--number", "42")
      #expect(device.shows { $0 == "Door 3?" } != nil)
      for key in keys { try device.press(key) }
      let end = question.finish()
      #expect(end.lastObject?["answer"] as? String == word && end.status == Int32(status), "\(end)")
    }
    #expect(try daemon.keyport("device", "pad", "show", "Hello").status == 0)
    #expect(device.shows { $0 == "Hello" } != nil)
    #expect(daemon.stop().status == 0)
  }

  @Test("tells of itself, takes a PIN, restarts, loses a slot, and forgets everything when told so")
  func upkeep() throws {
    let folder = try Folder()
    let (daemon, device) = try plugIn(folder)
    try pair(daemon, device)
    #expect(try daemon.keyport("device", "pad", "status").output.contains("battery"))
    #expect(try daemon.keyport("device", "pad", "firmware").output.contains("emulated"))
    #expect(try daemon.keyport("device", "pad", "self-test").status == 0)
    #expect(try daemon.keyport("device", "pad", "clock").output.contains("not set") == false)
    #expect(try daemon.keyport("device", "pad", "clock", "--set").status == 0)
    #expect(try daemon.keyport("account", "add", "alice").status == 0)
    #expect(try daemon.keyport("enrol", "alice", "--device", "pad", "--counter", "0").status == 0)
    #expect(try daemon.keyport("device", "pad", "set-pin", input: "2468\n").status == 0)
    let login = try daemon.waitingLogin("alice")
    try device.button(0)
    #expect(device.shows { $0 == "PIN?" } != nil)
    try device.type("2468")
    #expect(login.finish().lastObject?["outcome"] as? String == "accepted")
    #expect(try daemon.keyport("device", "pad", "set-pin", "--none").status == 0)

    let watch = try daemon.watch()
    try device.openCase()
    #expect(watch.object { ($0["text"] as? String)?.contains("case is open") == true } != nil)
    #expect(try daemon.keyport("device", "pad", "erase-slot", "0").status == 2, "nobody was asked")
    #expect(try daemon.keyport("device", "pad", "erase-slot", "0", "--yes").status == 0)
    #expect(try daemon.keyport("--json", "device", "pad", "slots").objects.isEmpty)
    #expect(try daemon.keyport("device", "pad", "restart").status == 0)
    #expect(watch.object(where: isIn("ready", session: true)) != nil)
    #expect(try daemon.keyport("device", "pad", "erase-all", "--yes").status == 0)
    #expect(watch.object(where: isIn("ready", session: false)) != nil)
    watch.interrupt()
    #expect(try daemon.keyport("device", "pad", "erase-all", "--yes").status == 1, "it is a stranger now")
    #expect(daemon.stop().status == 0)
  }

  @Test("is not paired where the numbers differ, or its person says so")
  func different() throws {
    let folder = try Folder()
    let (daemon, device) = try plugIn(folder)
    let mistaken = try daemon.start("device", "pad", "pair", "--expect", "none")
    #expect(device.pairingNumber() != nil)
    let end = mistaken.finish()
    #expect(end.status == 1 && end.errors.contains("the numbers differ"), "\(end.errors)")
    try wait(daemon, isIn("ready", session: false))

    let pairing = try Running(
      Programs.keyport, ["--socket", daemon.socket, "device", "pad", "pair", "--expect", "-"], keepsInput: true)
    let number = try #require(device.pairingNumber())
    try pairing.tell(number)
    try device.press("clear")
    let refused = pairing.finish()
    #expect(refused.status == 1 && refused.errors.contains("not confirmed on both sides"), "\(refused.errors)")
    #expect(try daemon.devices()["pad"]?["session"] as? Bool == false)
    #expect(daemon.stop().status == 0)
  }

  @Test("gives another host nothing, neither keys nor answers")
  func anotherHost() throws {
    let folder = try Folder()
    let (daemon, device) = try plugIn(folder)
    try pair(daemon, device)
    #expect(daemon.stop().status == 0)
    let other = try Folder()
    let stranger = try Daemon(["--device", "\(device.path)=keyport-keypad"], in: other)
    try wait(stranger, isIn("failed"))
    let cause = try #require(try stranger.devices()["pad"]?["cause"] as? String)
    #expect(cause.contains("paired with another host"), "\(cause)")
    try device.type("123456")
    #expect(try stranger.keyport("device", "pad", "slots").status == 1)
    #expect(try stranger.keyport("device", "pad", "show", "Hello").status == 1)
    let log = stranger.stop()
    #expect(log.status == 0 && !log.errors.contains("123456"))
  }

  @Test("cannot be replaced by another one, paired or not")
  func replaced() throws {
    let folder = try Folder()
    let (daemon, device) = try plugIn(folder)
    try pair(daemon, device)
    device.unplug()
    let another = try KeypadDevice(at: folder.file("pad"), seed: "B")
    try wait(daemon, isIn("failed"))
    let cause = try #require(try daemon.devices()["pad"]?["cause"] as? String)
    #expect(cause.contains("not paired with this host"), "\(cause)")
    // The operator knows better: the old one is lost, the new one is to be paired.
    #expect(try daemon.keyport("device", "pad", "unpair", "--only-here", "--yes").status == 0)
    try pair(daemon, another)
    #expect(try daemon.keyport("device", "pad", "unpair", "--yes").status == 0)
    try wait(daemon, isIn("ready", session: false))
    #expect(daemon.stop().status == 0)
  }

  @Test("a plain keypad logs in all the same, unless its settings demand a session")
  func plain() throws {
    let folder = try Folder()
    let (daemon, device) = try plugIn(folder, capabilities: ["keys", "display"])
    #expect(try daemon.keyport("account", "add", "bob").status == 0)
    #expect(try daemon.keyport("enrol", "bob", "--key", "hex:\(Self.key)", "--counter", "0").status == 0)
    let login = try daemon.waitingLogin("bob")
    try device.type(try Oathtool.hotp(Self.key, counter: 0))
    #expect(login.finish().lastObject?["outcome"] as? String == "accepted")
    let pairing = try daemon.keyport("device", "pad", "pair", "--expect", "1")
    #expect(pairing.status == 1 && pairing.errors.contains("'session' is not among"), "\(pairing.errors)")
    #expect(daemon.stop().status == 0)

    let strict = "devices:\n  - path: \(device.path)\n    driver: keyport-keypad\n    settings: {session: required}\n"
    let refusing = try Daemon(in: folder, configuration: strict)
    try wait(refusing, isIn("failed"))
    let cause = try #require(try refusing.devices()["pad"]?["cause"] as? String)
    #expect(cause.contains("session: required"), "\(cause)")
    #expect(refusing.stop().status == 0)
  }

  @Test("a device that demands a session by its settings is paired from there")
  func pairedFromFailure() throws {
    let folder = try Folder()
    let path = folder.file("pad")
    let strict = "devices:\n  - path: \(path)\n    driver: keyport-keypad\n    settings: {session: required}\n"
    let device = try KeypadDevice(at: path)
    let daemon = try Daemon(in: folder, configuration: strict)
    try wait(daemon, isIn("failed"))
    try pair(daemon, device)
    try wait(daemon, isIn("ready", session: true))
    #expect(daemon.stop().status == 0)
  }
}
