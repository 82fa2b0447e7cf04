import Foundation
import Testing

@Suite("keyport: its command line")
struct ToolUsageTests {
  static let commands: [[String]] =
    [
      [], ["status"], ["devices"], ["watch"], ["account"], ["account", "add"], ["account", "list"], ["enrol"],
      ["login"],
      ["code"], ["completion"], ["completion", "bash"], ["device"],
    ]
    + [
      "pair", "unpair", "slots", "erase-slot", "confirm", "show", "status", "clock", "firmware", "self-test",
      "set-pin", "restart", "erase-all",
    ].map { ["device", "NAME", $0] }

  @Test("every command has help, within 80 columns, on standard output", arguments: commands)
  func help(_ command: [String]) throws {
    let result = try Tool.run(command + ["--help"])
    #expect(result.status == 0 && result.errors.isEmpty)
    #expect(result.lines.first?.hasPrefix((["Usage: keyport"] + command).joined(separator: " ")) == true)
    #expect(result.lines.filter { $0.count > 80 } == [])
  }

  @Test("the version is said in one line")
  func version() throws {
    let result = try Tool.run(["--version"])
    #expect(result.status == 0 && result.output == "keyport 0.1.0\n" && result.errors.isEmpty)
  }

  @Test(
    "what makes no sense is the usage's matter: status 2, a reason, where to read on, and nothing on standard output",
    arguments: [
      (["statsu"], "did you mean 'status'?"), ([], "a command is missing"), (["account"], "add, list"),
      (["status", "now"], "more words"), (["--sokcet", "x", "status"], "did you mean '--socket'?"),
      (["account", "add"], "NAME is missing"), (["account", "add", "a", "b"], "more words"),
      (["login"], "NAME is missing"),
      (["login", "a", "--timeout", "0"], "1 to 600"), (["login", "a", "--timeout", "x"], "1 to 600"),
      (["login", "a", "--code", "12345"], "6 to 10"), (["login", "a", "--code", "12345x"], "6 to 10"),
      (["login", "a", "--code", ""], "--code is empty"), (["login", "a", "--code", "-"], "standard input"),
      (["enrol"], "NAME is missing"), (["enrol", "a", "--key", "x", "--uri", "y"], "one of --key and --uri"),
      (["enrol", "a", "--key", "x", "--stand-in"], "one of --key and --stand-in"),
      (["enrol", "a", "--period", "30", "--counter", "0"], "one of them"),
      (["enrol", "a", "--uri", "x", "--digits", "6"], "--digits does not go with --uri"),
      (["enrol", "a", "--digits", "5"], "6 to 10"), (["enrol", "a", "--digits", "11"], "6 to 10"),
      (["enrol", "a", "--period", "0"], "1 upwards"), (["enrol", "a", "--counter", "-1"], "0 upwards"),
      (["enrol", "a", "--algorithm", "MD5"], "SHA1, SHA256 or SHA512"),
      (["enrol", "a", "--qr", "x.gif"], ".png or .svg"),
      (["enrol", "a", "--stand-in", "--qr", "x.png"], "never shown"), (["completion"], "bash, zsh, fish"),
      (["completion", "csh"], "unknown command 'csh'"),
      (["device"], "pair, unpair"), (["device", "pad"], "a command is missing"),
      (["device", "pad", "pari"], "did you mean 'pair'?"), (["device", "pad", "show"], "TEXT is missing"),
      (["device", "pad", "show", "a", "b"], "more words"), (["device", "pad", "erase-slot", "x"], "0 to 31"),
      (["device", "pad", "erase-slot", "1"], "give --yes"), (["device", "pad", "erase-all"], "give --yes"),
      (["device", "pad", "unpair"], "give --yes"), (["device", "pad", "pair"], "give --expect"),
      (["device", "pad", "confirm", "x", "--number", "1234567"], "1 to 6 digits"),
      (["device", "pad", "confirm", "x", "--timeout", "256"], "1 to 255"),
      (["device", "pad", "set-pin", "--pin", "123"], "4 to 12"),
      (["device", "pad", "set-pin", "--pin", "1234", "--none"], "one of --pin and --none"),
      (["enrol", "a", "--slot", "1"], "with --device alone"),
      (["enrol", "a", "--device", "pad", "--slot", "99"], "0 to 31"),
      (["enrol", "a", "--device", "pad", "--qr", "x.png"], "never shown"),
    ])
  func usage(_ arguments: [String], _ reason: String) throws {
    let result = try Tool.run(arguments, environment: ["KEYPORT_SOCKET": "/nonexistent"])
    #expect(result.status == 2 && result.output.isEmpty, "\(result)")
    #expect(result.errors.contains(reason), "\(result.errors)")
    #expect(result.errors.contains("--help'."))
  }

  @Test("a key whose option was forgotten is not repeated on the screen")
  func forgottenOption() throws {
    #expect(try !Tool.run(["enrol", "alice", "GEZDGNBVGY3TQOJQ"]).errors.contains("GEZDGNBVGY3TQOJQ"))
  }

  @Test("options stand before or after the command", arguments: [true, false])
  func placement(before: Bool) throws {
    let server = try ScriptedServer(always: .json(#"{"devices": []}"#))
    defer { server.stop() }
    let options = ["--json", "--socket", server.path]
    let result = try Tool.run(before ? options + ["devices"] : ["devices"] + options)
    #expect(result.status == 0 && result.output.isEmpty && result.errors.isEmpty)
  }

  @Test(
    "the completion scripts are ones that the shells accept, and know the commands",
    arguments: ["bash", "zsh", "fish"])
  func completion(_ shell: String) throws {
    let result = try Tool.run(["completion", shell])
    #expect(result.status == 0 && result.errors.isEmpty)
    for word in ["enrol", "stand-in", "SHA512"] { #expect(result.output.contains(word)) }
    guard let path = ["/usr/bin/\(shell)", "/bin/\(shell)"].first(where: FileManager.default.isExecutableFile) else {
      return
    }
    let directory = try TemporaryDirectory()
    try result.output.write(toFile: directory.path("script"), atomically: false, encoding: .utf8)
    let check = Process()
    check.executableURL = URL(fileURLWithPath: path)
    check.arguments = ["-n", directory.path("script")]
    try check.run()
    check.waitUntilExit()
    #expect(check.terminationStatus == 0)
  }
}
