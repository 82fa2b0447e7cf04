import Foundation
import Glibc
import Testing

@Suite("keyport enrol")
struct ToolEnrolTests {
  private static let uri = "otpauth://totp/Keyport:alice?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Keyport"

  private static func answer(uri: String? = uri, emulated: Bool = false) -> ScriptedAnswer {
    .json(
      #"{"account": "alice", "token": {"id": 1, "label": "desk", "type": "totp", "algorithm": "SHA1", "digits": 6, "#
        + #""period": 30, "emulated": \#(emulated), "registered": 0, "last_used": null}, "#
        + #""uri": \#(uri.map { "\"\($0)\"" } ?? "null")}"#, status: 201)
  }

  @Test("a key made by the daemon is printed as its URI, alone on standard output")
  func generated() throws {
    let result = try Tool.run(["enrol", "alice"], against: Self.answer())
    #expect(result.status == 0 && result.output == Self.uri + "\n")
    #expect(result.errors.contains(#"Registered token 1 "desk" for alice: TOTP, SHA1, 6 digits, every 30 s."#))
    let json = try Tool.run(["enrol", "alice", "--json"], against: Self.answer())
    #expect(json.lines.count == 1 && json.errors.isEmpty)
    #expect(try json.objects.first?["uri"] as? String == Self.uri)
  }

  @Test(
    "a key that was given is not printed again", arguments: [["--key", "hex:00"], ["--uri", "-"], ["--key", "-"]])
  func given(_ options: [String]) throws {
    let plain = try Tool.run(["enrol", "alice"] + options, input: Self.uri, against: Self.answer())
    #expect(plain.status == 0 && plain.output.isEmpty && !plain.errors.contains("GEZDGNBV"))
    let json = try Tool.run(["enrol", "alice", "--json"] + options, input: Self.uri, against: Self.answer())
    #expect(try json.objects.first?["uri"] is NSNull && !json.output.contains("GEZDGNBV"))
  }

  @Test("the stand-in's key is never shown, and the way to its code is")
  func standIn() throws {
    let result = try Tool.run(["enrol", "alice", "--stand-in"], against: Self.answer(uri: nil, emulated: true))
    #expect(result.status == 0 && result.output.isEmpty && result.errors.contains("$(keyport code "))
  }

  @Test(
    "what was asked for is sent, and no more",
    arguments: [
      ([], "{}"), (["--stand-in"], #"{"stand_in":true}"#), (["--uri", "otpauth://x"], #"{"uri":"otpauth://x"}"#),
      (
        ["--key", "-", "--label", "ä", "--algorithm", "sha256", "--digits", "8", "--counter", "0"],
        #"{"key":"GEZDGNBV","label":"\u00E4","algorithm":"SHA256","digits":8,"counter":0}"#
      ), (["--period", "60"], #"{"period":60}"#),
    ])
  func request(_ options: [String], _ body: String) throws {
    let server = try ScriptedServer(always: Self.answer())
    defer { server.stop() }
    _ = try Tool.run(["--socket", server.path, "enrol", "al/ice"] + options, input: "GEZDGNBV\n")
    #expect(server.requests.map(\.body) == [body])
    #expect(server.requests.first?.target == "/v1/accounts/al%2Fice/tokens")
  }

  @Test("a picture has the URI, replaces what was there, and is its owner's alone", arguments: ["png", "SVG"])
  func picture(_ ending: String) throws {
    let directory = try TemporaryDirectory()
    let path = directory.path("alice.\(ending)")
    try "old".write(toFile: path, atomically: false, encoding: .utf8)
    chmod(path, 0o666)
    let result = try Tool.run(["enrol", "alice", "--qr", path], against: Self.answer())
    #expect(result.status == 0 && result.output == Self.uri + "\n")
    var status = stat()
    #expect(stat(path, &status) == 0 && status.st_mode & 0o777 == 0o600)
    #expect(try FileManager.default.contentsOfDirectory(atPath: directory.url.path) == ["alice.\(ending)"])
    let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    #expect(bytes.starts(with: Data((ending == "png" ? "\u{89}PNG" : "<svg ").unicodeScalars.map { UInt8($0.value) })))
    if ending == "png" { #expect(try Self.read(path) == "QR-Code:" + Self.uri) }
  }

  @Test("a picture that cannot be written is told before a key is made", arguments: ["/nonexistent/x.png", "dir.svg"])
  func unwritable(_ name: String) throws {
    let directory = try TemporaryDirectory()
    try FileManager.default.createDirectory(atPath: directory.path("dir.svg"), withIntermediateDirectories: false)
    let server = try ScriptedServer(always: Self.answer())
    defer { server.stop() }
    let path = name.hasPrefix("/") ? name : directory.path(name)
    let result = try Tool.run(["--socket", server.path, "enrol", "alice", "--qr", path])
    #expect(result.status == 2 && result.output.isEmpty && server.requests.isEmpty)
  }

  @Test("on a terminal a key made by the daemon is shown as a QR code too")
  func terminal() throws {
    let server = try ScriptedServer(always: Self.answer())
    defer { server.stop() }
    let terminal = try Terminal()
    let process = Tool.make(["--socket", server.path, "enrol", "alice"])
    (process.standardInput, process.standardOutput, process.standardError) = (
      terminal.slave, terminal.slave, terminal.slave
    )
    try process.run()
    let screen = terminal.readToEnd()
    #expect(screen.contains(Self.uri) && screen.contains("▀"))
  }

  private static func read(_ path: String) throws -> String {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/zbarimg")
    process.arguments = ["-q", path]
    process.standardOutput = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return text.trimmingCharacters(in: .newlines)
  }
}
