import Foundation
import Testing

@Suite("keyport device", .timeLimit(.minutes(15)))
struct ToolDeviceTests {
  /// A daemon whose device shows 012345.
  private func server() throws -> ScriptedServer {
    try ScriptedServer { request in
      switch request.target {
      case "/v1/devices/pad/pairing": .json(#"{"number": "012345"}"#)
      case "/v1/devices/pad/pairing/verdict":
        .json(#"{"name": "pad", "key": "00", "paired": 1700000000, "last_seen": null}"#)
      case "/v1/devices/pad/slots": .json(#"{"used": [0, 3], "capacity": 16}"#)
      case let path where path.hasPrefix("/v1/devices/pad/slots/"):
        .json(
          #"{"slot": \#(path.suffix(1)), "label": "d\u001b[2Jesk", "type": "hotp", "algorithm": "SHA1", "digits": 6, "period": null, "counter": 7, "suite": null}"#
        )
      case "/v1/devices/pad/clock": .json(#"{"time": null, "drift": null}"#)
      case "/v1/devices/pad/confirm": .json(#"{"answer": "no"}"#)
      case "/v1/devices/pad/self-test":
        .json(#"{"error": {"code": "device_silent", "message": "Whether pad did it is not known."}}"#, status: 504)
      default: .json(#"{"facts": [{"name": "battery", "value": "87 %"}]}"#)
      }
    }
  }

  /// Runs `keyport device pad pair` at a terminal, and types an answer to its question.
  private func pair(_ answer: String) throws -> (status: Int32, screen: String, verdicts: [String]) {
    let server = try server()
    defer { server.stop() }
    let terminal = try Terminal()
    let process = Tool.make(["--socket", server.path, "device", "pad", "pair"])
    (process.standardInput, process.standardOutput, process.standardError) = (
      terminal.slave, terminal.slave, terminal.slave
    )
    try process.run()
    #expect(terminal.shows("Does it show 012 345? [y/N]"))
    if answer == "\u{3}" { process.interrupt() } else { terminal.type(answer) }
    let screen = terminal.readToEnd()
    process.waitUntilExit()
    return (process.terminationStatus, screen, server.requests.dropFirst().map(\.body))
  }

  @Test("pairing prints the number, says what to do at the keypad, and asks; yes pairs")
  func yes() throws {
    let end = try pair("y\n")
    #expect(end.status == 0 && end.screen.contains("press Enter on it") && end.screen.contains("are paired"))
    #expect(end.verdicts.count == 1 && end.verdicts[0].contains(#""same""#))
  }

  @Test("anything but yes, and Ctrl-C, tell the device that there is no pair", arguments: ["n\n", "\n", "\u{3}"])
  func no(_ answer: String) throws {
    let end = try pair(answer)
    #expect(end.status == (answer == "\u{3}" ? 130 : 1))
    #expect(end.verdicts.count == 1 && end.verdicts[0].contains(#""different""#))
  }

  @Test("--expect compares for scripts, in groups or not, given or on standard input")
  func expect() throws {
    for (arguments, input, status) in [
      (["--expect", "012345"], "", 0), (["--expect", "-"], "012 345\n", 0), (["--expect", "543210"], "", 1),
    ] {
      let server = try server()
      defer { server.stop() }
      let end = try Tool.run(["--socket", server.path, "device", "pad", "pair"] + arguments, input: input)
      #expect(end.status == status, "\(end)")
      #expect(server.requests.last?.body.contains(status == 0 ? #""same""# : #""different""#) == true)
    }
  }

  @Test("slots, facts and the clock are told for people, with what the device says escaped")
  func told() throws {
    let server = try server()
    defer { server.stop() }
    func run(_ words: String...) throws -> Tool.Result {
      try Tool.run(["--socket", server.path, "device", "pad"] + words)
    }
    let slots = try run("slots")
    #expect(slots.output.contains(#"d\u{1b}[2Jesk"#) && slots.output.contains("HOTP, SHA1, 6 digits, next 7"))
    #expect(slots.errors.contains("2 of 16 slots"))
    #expect(try run("status").output.contains("battery  87 %"))
    #expect(try run("clock").output.contains("not set; set it with"))
    #expect(try run("confirm", "Door?").status == 1)
    let silent = try run("self-test")
    #expect(silent.status == 3 && silent.errors.contains("not known"))
    #expect(try run("--json", "slots").objects.count == 2)
  }
}
