import Foundation
import Glibc
import Testing

@Suite("keyport login")
struct ToolLoginTests {
  private static let waiting = #"{"login":"00","account":"alice","seat":"seat0","state":"waiting"}"#

  private static func outcome(_ word: String, _ reason: String?, _ message: String = "Words.") -> ScriptedAnswer {
    let reason = reason.map { "\"\($0)\"" } ?? "null"
    return .events([
      ("waiting", waiting), ("key", "{}"), ("key", "{}"),
      (
        "outcome",
        #"{"login":"00","account":"alice","seat":"seat0","state":"\#(word)","outcome":"\#(word)","reason":\#(reason),"#
          + #""message":"\#(message)","tries_left":null,"retry_after":null}"#
      ),
    ])
  }

  @Test(
    "the status and the last line follow the outcome",
    arguments: [
      ("accepted", nil, Int32(0), "accepted: alice"), ("refused", "wrong_code", 1, "refused: Words."),
      ("expired", nil, 1, "expired: Words."), ("error", nil, 3, "error: Words."),
    ])
  func outcomes(_ word: String, _ reason: String?, _ status: Int32, _ line: String) throws {
    let answer = Self.outcome(word, reason)
    let plain = try Tool.run(["login", "alice"], against: answer)
    #expect(plain.status == status && plain.lines == [line])
    #expect(plain.errors == "Enter the code on the keypad at seat0\n")
    let json = try Tool.run(["login", "alice", "--json"], against: answer)
    let object = try #require(try json.objects.last)
    #expect(json.status == status && json.lines.count == 1)
    #expect(object["outcome"] as? String == word && object["reason"] as? String == reason)
    #expect(object["reason"] != nil && object["login"] == nil && object["account"] as? String == "alice")
  }

  @Test(
    "with --json a login ends with the outcome 'error' whatever keeps it from being decided",
    arguments: [
      (ScriptedAnswer.declined(409, "seat_busy", "Another login waits."), "seat_busy"),
      (.events([("error", #"{"error": {"code": "store", "message": "The disk is full."}}"#)]), "store"),
      (.events([("waiting", waiting)]), "broken_off"), (.raw("nonsense"), "bad_answer"), (.raw(""), "broken_off"),
      (.events([("outcome", "{}")]), "bad_answer"),
    ])
  func undecided(_ answer: ScriptedAnswer, _ reason: String) throws {
    let result = try Tool.run(["--json", "login", "alice"], against: answer)
    let object = try #require(try result.objects.last)
    #expect(result.status == 3 && object["outcome"] as? String == "error" && object["reason"] as? String == reason)
    #expect(result.errors.contains("keyport: "))
  }

  @Test("with --json a login ends with the outcome 'error' when there is no daemon")
  func unreachable() throws {
    let result = try Tool.run(["--json", "--socket", "/nonexistent", "login", "alice"])
    let outcome = try result.objects.last?["outcome"] as? String
    #expect(result.status == 3 && outcome == "error")
  }

  @Test("what was asked for is sent, and no more", arguments: [true, false])
  func request(all: Bool) throws {
    let server = try ScriptedServer(always: Self.outcome("accepted", nil))
    defer { server.stop() }
    let options = all ? ["--seat", "seat1", "--code", "-", "--timeout", "5"] : []
    _ = try Tool.run(["--socket", server.path, "login", "alice"] + options, input: "287082\r\nand more\n")
    #expect(
      server.requests.first?.body
        == (all ? #"{"account":"alice","seat":"seat1","code":"287082","timeout":5}"# : #"{"account":"alice"}"#))
    #expect(server.requests.first?.target == "/v1/logins" && server.requests.first?.method == "POST")
  }

  @Test("a code given as an argument is overwritten there before anything is sent")
  func erasure() throws {
    let server = try ScriptedServer(always: .events([("waiting", Self.waiting)], staysOpen: true))
    defer { server.stop() }
    let process = Tool.make(["--socket", server.path, "login", "alice", "--code", "755224"])
    let errors = Pipe()
    process.standardError = errors
    try process.run()
    _ = errors.fileHandleForReading.availableData
    let seen = try Data(contentsOf: URL(fileURLWithPath: "/proc/\(process.processIdentifier)/cmdline"))
    process.terminate()
    process.waitUntilExit()
    let words = String(decoding: seen, as: UTF8.self).split(separator: "\0")
    #expect(words.suffix(2) == ["--code", "xxxxxx"])
  }

  @Test(
    "a signal cancels the login: the connection closes, the status names the signal, and the JSON ends",
    arguments: [SIGINT, SIGTERM, SIGHUP])
  func cancelled(by signal: CInt) throws {
    let server = try ScriptedServer(always: .events([("waiting", Self.waiting)], staysOpen: true))
    defer { server.stop() }
    let process = Tool.make(["--socket", server.path, "--json", "login", "alice"])
    let (output, errors) = (Pipe(), Pipe())
    (process.standardOutput, process.standardError) = (output, errors)
    try process.run()
    #expect(
      String(decoding: errors.fileHandleForReading.availableData, as: UTF8.self)
        == "Enter the code on the keypad at seat0\n")
    kill(process.processIdentifier, signal)
    process.waitUntilExit()
    #expect(process.terminationReason == .exit && process.terminationStatus == 128 + signal)
    #expect(server.clientHungUp())
    #expect(
      String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        == "{\"outcome\":\"refused\",\"reason\":\"cancelled\"}\n")
  }

  @Test("on a terminal there is the time that is left, a dot for each key, and colours unless they are unwelcome")
  func terminal() throws {
    func screen(_ environment: [String: String]) throws -> String {
      let server = try ScriptedServer(always: Self.outcome("accepted", nil))
      defer { server.stop() }
      let terminal = try Terminal()
      let process = Tool.make(["--socket", server.path, "login", "alice", "--timeout", "60"], environment)
      (process.standardInput, process.standardOutput, process.standardError) = (
        terminal.slave, terminal.slave, terminal.slave
      )
      try process.run()
      return terminal.readToEnd()
    }
    #expect(
      try screen([:]) == "Enter the code on the keypad at seat0 (60 s) ••\r\n\u{1B}[32maccepted\u{1B}[0m: alice\r\n")
    #expect(
      try screen(["NO_COLOR": "1", "LC_ALL": "C"])
        == "Enter the code on the keypad at seat0 (60 s) **\r\naccepted: alice\r\n")
  }

  @Test("a code asked for on a terminal is not echoed")
  func silentCode() throws {
    let server = try ScriptedServer(always: Self.outcome("accepted", nil))
    defer { server.stop() }
    let terminal = try Terminal()
    let process = Tool.make(["--socket", server.path, "login", "alice", "--code", "-"])
    (process.standardInput, process.standardOutput, process.standardError) = (
      terminal.slave, terminal.slave, terminal.slave
    )
    try process.run()
    try #require(terminal.shows("Code: "))
    terminal.type("287082\n")
    try #require(terminal.shows("accepted"), "\(terminal.screen)")
    process.waitUntilExit()
    #expect(!terminal.screen.contains("287082") && server.requests.first?.body.contains(#""code":"287082""#) == true)
  }
}
