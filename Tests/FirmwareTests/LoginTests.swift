import Foundation
import Rig
import Testing

@Suite("keyportd and the reference firmware", .onBoard, .timeLimit(.minutes(15)))
struct LoginTests {
  @Test("the board's codes and keys log an account in, and its display and lamp tell how it ended")
  func login() throws {
    let board = try Board(.keypadWithTestKey)
    let folder = try Folder()
    let daemon = try Daemon(["--device", "\(board.line)=keyport-keypad"], in: folder)
    let watch = try daemon.watch()
    func isReady(_ device: [String: Any]) -> Bool {
      device["serial"] as? String == "QEMU" && device["state"] as? String == "ready"
    }
    if try !daemon.devices().values.contains(where: isReady) { #expect(watch.object(where: isReady) != nil) }
    let device = try #require(try daemon.devices().values.first(where: isReady))
    #expect(device["driver"] as? String == "keyport-keypad")
    #expect(device["origin"] as? String == "hardware")
    #expect(device["product"] as? String == "Reference keypad, test key")

    #expect(try daemon.keyport("account", "add", "alice").status == 0)
    #expect(try daemon.keyport("enrol", "alice", "--key", "hex:\(ConversationTests.key)", "--counter", "0").status == 0)

    let first = try daemon.waitingLogin("alice")
    try board.tell("a")
    #expect(first.finish().lastObject?["outcome"] as? String == "accepted")
    #expect(signal(board) == "signal accepted light sound")

    let second = try daemon.waitingLogin("alice")
    try board.tell(try Oathtool.hotp(ConversationTests.key, counter: 1) + "\r")
    #expect(second.finish().lastObject?["outcome"] as? String == "accepted")
    #expect(signal(board) == "signal accepted light sound")

    let third = try daemon.waitingLogin("alice")
    // The button's own counter is still at 1, which the keys have used up.
    try board.tell("a")
    #expect(third.finish().lastObject?["reason"] as? String == "used_code")
    #expect(signal(board) == "signal refused light sound")

    watch.interrupt()
    #expect(daemon.stop().status == 0)
    #expect(try board.switchOff().status == 0)
  }

  @Test("keyportd pairs with the board, writes a key into it, logs in with it, asks its person, and shows a text")
  func paired() throws {
    let board = try Board(.keypad)
    let folder = try Folder()
    let daemon = try Daemon(
      in: folder,
      configuration: "devices:\n  - path: \(board.line)\n    name: pad\n    driver: keyport-keypad\n")
    let watch = try daemon.watch()
    func isReady(_ device: [String: Any]) -> Bool {
      device["name"] as? String == "pad" && device["state"] as? String == "ready"
    }
    if try !daemon.devices().values.contains(where: isReady) { #expect(watch.object(where: isReady) != nil) }
    watch.interrupt()

    let pairing = try Running(
      Programs.keyport, ["--socket", daemon.socket, "device", "pad", "pair", "--expect", "-"], keepsInput: true)
    let number = try #require(try shown(by: board) { $0.count == 6 && $0.allSatisfy(\.isNumber) })
    try board.tell("\r")
    try pairing.tell(number)
    #expect(pairing.finish().status == 0)
    #expect(try daemon.devices()["pad"]?["session"] as? Bool == true)

    #expect(try daemon.keyport("account", "add", "alice").status == 0)
    #expect(try daemon.keyport("enrol", "alice", "--device", "pad", "--slot", "0", "--counter", "0").status == 0)
    let login = try daemon.waitingLogin("alice")
    try board.tell("a")
    #expect(login.finish().lastObject?["outcome"] as? String == "accepted")

    for (text, keys, word) in [
      ("Door 1?", "42\r", "yes"), ("Door 2?", "41\r", "wrong_number"), ("Door 3?", "\u{18}", "no"),
    ] {
      let question = try daemon.start("--json", "device", "pad", "confirm", text, "--number", "42")
      #expect(try shown(by: board) { $0 == text } != nil)
      try board.tell(keys)
      #expect(question.finish().lastObject?["answer"] as? String == word)
    }
    #expect(try daemon.keyport("device", "pad", "show", "Hello").status == 0)
    #expect(try shown(by: board) { $0 == "Hello" } != nil)
    #expect(daemon.stop().status == 0)
    #expect(try board.switchOff().status == 0)
  }

  /// Looks at the display until it shows what is waited for.
  private func shown(by board: Board, _ matches: (String) -> Bool) throws -> String? {
    let patience = ContinuousClock.now + .seconds(30)
    while ContinuousClock.now < patience {
      try board.tell("?")
      while let line = board.told() {
        guard line.hasPrefix("display ") else { continue }
        let text = String(line.dropFirst("display ".count))
        if matches(text) { return text }
        break
      }
    }
    return nil
  }

  private func signal(_ board: Board) -> String? {
    while let line = board.told() {
      if line.hasPrefix("signal ") { return line }
    }
    return nil
  }
}
