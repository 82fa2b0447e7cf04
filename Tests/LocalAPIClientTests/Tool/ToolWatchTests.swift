import Foundation
import Glibc
import Testing

@Suite("keyport watch")
struct ToolWatchTests {
  private static let events: [(name: String, data: String)] = [
    (
      "device",
      #"{"name":"k\u001b0","driver":"line-keypad","path":"/dev/pts/7","state":"ready","cause":null,"origin":"hardware","seat":"seat0","capabilities":["keys"]}"#
    ), ("key", #"{"device":"k0","seat":"seat0"}"#), ("login", #"{"account":null,"seat":"seat0","state":"waiting"}"#),
    ("login", #"{"account":"alice","seat":"seat0","state":"refused","outcome":"refused","message":"No."}"#),
    ("moon", "{}"),
  ]

  @Test("events are lines for people as they come, and a daemon that ends them is gone")
  func lines() throws {
    let result = try Tool.run(["watch"], against: .events(Self.events))
    #expect(
      result.lines.map { String($0.dropFirst(10)) } == [
        #"device  k\u{1b}0 at seat0: ready, line-keypad, /dev/pts/7"#, "key     k0 at seat0: a key was pressed",
        "login   ? at seat0: waits for a code", "login   alice at seat0: refused, No.", "moon    ",
      ])
    #expect(result.status == 3 && result.errors.contains("keyportd left while its events were watched"))
  }

  @Test("with --json each event is an object with its name")
  func json() throws {
    let objects = try Tool.run(["watch", "--json"], against: .events(Self.events)).objects
    #expect(objects.compactMap { $0["event"] as? String } == ["device", "key", "login", "login", "moon"])
    #expect(objects[1]["device"] as? String == "k0")
  }

  @Test("an event is shown when it comes, and Ctrl-C ends the watch with 0 and nothing said")
  func interrupted() throws {
    let server = try ScriptedServer(always: .events(Self.events, staysOpen: true))
    defer { server.stop() }
    let process = Tool.make(["--socket", server.path, "watch"])
    let (output, errors) = (Pipe(), Pipe())
    (process.standardOutput, process.standardError) = (output, errors)
    try process.run()
    #expect(!output.fileHandleForReading.availableData.isEmpty)
    kill(process.processIdentifier, SIGINT)
    process.waitUntilExit()
    #expect(process.terminationReason == .exit && process.terminationStatus == 0)
    try errors.fileHandleForWriting.close()
    #expect(errors.fileHandleForReading.readDataToEndOfFile().isEmpty)
    #expect(server.clientHungUp())
  }

  @Test("a reader that goes away ends the watch with 0, though no event comes")
  func readerGone() throws {
    let server = try ScriptedServer(always: .events(Self.events, staysOpen: true))
    defer { server.stop() }
    let process = Tool.make(["--socket", server.path, "watch"])
    let (output, errors) = (Pipe(), Pipe())
    (process.standardOutput, process.standardError) = (output, errors)
    try process.run()
    var seen = ""
    while !seen.contains("moon") { seen += String(decoding: output.fileHandleForReading.availableData, as: UTF8.self) }
    try output.fileHandleForReading.close()
    process.waitUntilExit()
    #expect(process.terminationReason == .exit && process.terminationStatus == 0)
    try errors.fileHandleForWriting.close()
    #expect(errors.fileHandleForReading.readDataToEndOfFile().isEmpty)
  }
}
