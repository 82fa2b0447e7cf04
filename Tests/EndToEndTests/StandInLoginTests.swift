import Foundation
import Rig
import Testing

@Suite("A stand-in token's code", .timeLimit(.minutes(15)))
struct StandInLoginTests {
  @Test("logs in through a client in lab mode, and is refused outside it")
  func typedCode() throws {
    let folder = try Folder()
    let lab = try Daemon(["--lab"], in: folder)
    #expect(try lab.keyport("account", "add", "alice").status == 0)
    #expect(try lab.keyport("enrol", "alice", "--stand-in", "--counter", "0").status == 0)
    let code = try lab.keyport("code").output.trimmingCharacters(in: .whitespacesAndNewlines)
    #expect(code.count == 6)
    let accepted = try lab.keyport("--json", "login", "alice", "--code", code)
    #expect(accepted.status == 0)
    #expect(accepted.lastObject?["outcome"] as? String == "accepted")
    let labLog = lab.stop()
    #expect(!labLog.errors.contains(code))

    let strict = try Daemon(in: folder)
    let second = try strict.keyport("code").output.trimmingCharacters(in: .whitespacesAndNewlines)
    #expect(second.count == 6 && second != code, "the stand-in keeps its slot and counter over a restart")
    let refused = try strict.keyport("--json", "login", "alice", "--code", second)
    #expect(refused.status == 1)
    #expect(refused.lastObject?["reason"] as? String == "emulated_token")
    #expect(strict.stop().status == 0)
  }

  @Test("reaches the login that waits at its seat when its button is pressed")
  func pressedAtTheSeat() throws {
    let daemon = try Daemon(["--lab"])
    #expect(try daemon.keyport("account", "add", "bob").status == 0)
    #expect(try daemon.keyport("enrol", "bob", "--stand-in").status == 0)
    let login = try daemon.waitingLogin("bob")
    #expect(try daemon.keyport("code").status == 0)
    let outcome = login.finish()
    #expect(outcome.status == 0)
    #expect(outcome.lastObject?["outcome"] as? String == "accepted")
    #expect(daemon.stop().status == 0)
  }
}
