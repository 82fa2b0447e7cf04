import Foundation
import Testing

@Suite("keyport: what it makes of the daemon's answers")
struct ToolAnswerTests {
  static let devices = #"""
    {"devices": [{"name": "keypad0", "driver": "line-keypad", "path": "/dev/ttyUSB0", "state": "ready", "cause": null,
    "origin": "hardware", "seat": "seat0", "capabilities": ["keys", "feedback"], "vendor": null, "product": null,
    "serial": null}, {"name": "evil\u001b[2J\n\u202e", "driver": null, "path": "/dev/ttyUSB1", "state": "failed",
    "cause": "says \u0007 nothing", "origin": "hardware", "seat": "seat0", "capabilities": [], "vendor": "Ümläut",
    "product": null, "serial": null}]}
    """#

  @Test("devices are a table for people, aligned, with what is wrong below and no byte that drives a terminal")
  func devices() throws {
    let result = try Tool.run(["devices"], against: .json(Self.devices))
    #expect(result.status == 0 && result.errors.isEmpty)
    #expect(
      result.output == #"""
        NAME                        STATE   SEAT   ORIGIN    DRIVER       SESSION  PATH          CAN
        keypad0                     ready   seat0  hardware  line-keypad  -        /dev/ttyUSB0  keys, feedback
        evil\u{1b}[2J\u{a}\u{202e}  failed  seat0  hardware  -            -        /dev/ttyUSB1  -
        evil\u{1b}[2J\u{a}\u{202e} is failed: says \u{7} nothing

        """#)
  }

  @Test("with --json, devices are one object a line with the fields of the contract, in ASCII")
  func devicesJSON() throws {
    let result = try Tool.run(["devices", "--json"], against: .json(Self.devices))
    let objects = try result.objects
    #expect(objects.count == 2 && result.output.utf8.allSatisfy { $0 == 0x0A || (0x20...0x7E).contains($0) })
    for object in objects {
      for field in ["name", "driver", "path", "state", "origin", "seat", "capabilities"] {
        #expect(object[field] != nil, "\(field)")
      }
    }
    #expect(objects[1]["name"] as? String == "evil\u{1B}[2J\n\u{202E}" && objects[1]["driver"] is NSNull)
    #expect(objects[0]["capabilities"] as? [String] == ["keys", "feedback"])
  }

  @Test("status says version, mode and numbers")
  func status() throws {
    let answer = ScriptedAnswer.json(
      #"{"version": "0.1.0", "api": 1, "lab": true, "ready_devices": 1, "waiting_logins": 0}"#)
    let result = try Tool.run(["status"], against: answer)
    #expect(result.status == 0)
    #expect(result.lines.first?.hasPrefix("keyportd 0.1.0 at /") == true && result.output.contains("lab mode"))
    #expect(result.lines.last == "1 device ready, 0 logins waiting for a code")
    #expect(try Tool.run(["status", "--json"], against: answer).objects.first?["ready_devices"] as? Int == 1)
  }

  @Test("accounts are created and listed")
  func accounts() throws {
    let account = #"{"name": "alice", "tokens": 2, "digits": [6, 8], "created": 0}"#
    let added = try Tool.run(["account", "add", "alice"], against: .json(account, status: 201))
    #expect(added.status == 0 && added.output.isEmpty && added.errors.contains("keyport enrol alice"))
    let list = try Tool.run(["account", "list"], against: .json("{\"accounts\": [\(account)]}"))
    #expect(list.output == "NAME   TOKENS  DIGITS\nalice  2       6, 8\n")
    let none = try Tool.run(["account", "list"], against: .json(#"{"accounts": []}"#))
    #expect(none.status == 0 && none.output.isEmpty && none.errors.contains("keyport account add NAME"))
  }

  @Test(
    "the stand-in's code is printed alone; a stand-in that is away cannot answer, one without the slot says no",
    arguments: [
      (ScriptedAnswer.json(#"{"label": "desk", "code": "287082"}"#), Int32(0), "287082\n"),
      (.declined(409, "stand_in_away", "a keypad is there"), 3, ""),
      (.declined(404, "no_slot", "no such slot"), 1, ""), (.declined(503, "store", "the store is in doubt"), 3, ""),
    ])
  func code(_ answer: ScriptedAnswer, _ status: Int32, _ output: String) throws {
    let result = try Tool.run(["code", "desk"], against: answer)
    #expect(result.status == status && result.output == output)
  }

  @Test("the stand-in's code asks for the token named, and for the only one without a name")
  func codeRequest() throws {
    let server = try ScriptedServer(always: .json(#"{"label": "desk", "code": "287082"}"#))
    defer { server.stop() }
    let result = try Tool.run(["--json", "--socket", server.path, "code", "desk"])
    #expect(result.output == "{\"label\":\"desk\",\"code\":\"287082\"}\n")
    _ = try Tool.run(["--socket", server.path, "code"])
    #expect(server.requests.map(\.body) == [#"{"token":"desk"}"#, "{}"])
    #expect(server.requests.map(\.target) == ["/v1/stand-in/code", "/v1/stand-in/code"])
  }

  @Test(
    "a daemon that declines is 1, with its message; one in doubt, in pieces or of another kind is 3",
    arguments: [
      (ScriptedAnswer.declined(409, "account_exists", "alice exists already"), Int32(1), "alice exists already"),
      (.declined(403, "forbidden", "operators only\\u001b[31m"), 1, #"operators only\u{1b}[31m"#),
      (.declined(503, "store", "the disk is full"), 3, "the disk is full"),
      (.raw("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{\"na"), 3, "keyportd left in mid-answer"),
      (.raw(""), 3, "keyportd left without an answer"), (.raw("220 ESMTP\r\n"), 3, "does not speak Keyport's API"),
      (.json(#"{"name": 7}"#), 3, "does not speak Keyport's API"),
    ])
  func declined(_ answer: ScriptedAnswer, _ status: Int32, _ message: String) throws {
    let result = try Tool.run(["account", "add", "alice"], against: answer)
    #expect(result.status == status && result.output.isEmpty)
    #expect(result.errors.hasPrefix("keyport: ") && result.errors.contains(message), "\(result.errors)")
  }

  @Test("no daemon is 3, and the message names the socket and the way out")
  func unreachable() throws {
    let result = try Tool.run(["devices"], environment: ["KEYPORT_SOCKET": "/nonexistent/keyport.sock"])
    #expect(result.status == 3 && result.output.isEmpty)
    #expect(
      result.errors == "keyport: keyportd is not running, or listens elsewhere: no socket at "
        + "/nonexistent/keyport.sock; start it, or give --socket PATH\n")
  }

  @Test("a result that cannot be written is a failure; closed streams are none")
  func unwritable() throws {
    let server = try ScriptedServer(always: .json(Self.devices))
    defer { server.stop() }
    func shell(_ redirection: String) throws -> Int32 {
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/bin/sh")
      process.arguments = ["-c", "exec \"$0\" --socket \"$1\" devices \(redirection)", Tool.path, server.path]
      try process.run()
      process.waitUntilExit()
      return process.terminationStatus
    }
    #expect(try shell(">/dev/full 2>/dev/null") == 3)
    #expect(try shell(">&- 2>&- <&-") == 0)
  }
}
