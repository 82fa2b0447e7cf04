import Foundation
import Rig
import Testing

@Suite("keyportd and the reference firmware", .onBoard, .timeLimit(.minutes(2)))
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

  private func signal(_ board: Board) -> String? {
    while let line = board.told() {
      if line.hasPrefix("signal ") { return line }
    }
    return nil
  }
}
