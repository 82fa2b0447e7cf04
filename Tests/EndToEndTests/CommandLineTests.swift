import Foundation
import Rig
import Testing

@Suite("The two programs' command lines", .timeLimit(.minutes(15)))
struct CommandLineTests {
  @Test("--help and --version print to standard output and succeed", arguments: [Programs.keyportd, Programs.keyport])
  func helpAndVersion(program: URL) throws {
    let help = try Finished.run(program, ["--help"])
    #expect(help.status == 0)
    #expect(help.output.contains("Usage: \(program.lastPathComponent)"))
    #expect(help.errors.isEmpty)
    for line in help.output.split(separator: "\n") { #expect(line.count <= 80, "\(line)") }
    let version = try Finished.run(program, ["--version"])
    #expect(version.status == 0)
    #expect(version.output == "\(program.lastPathComponent) 0.1.0\n")
  }

  @Test(
    "a daemon command line that cannot be used ends with 2 and says why",
    arguments: [
      (["--nonsense"], "unknown option '--nonsense'"),
      (["--state"], "needs a value"),
      (["extra"], "unexpected 'extra'"),
      (["--listen", "8420"], "--listen wants"),
      (["--device", "=line-keypad"], "--device wants"),
      (["--device", "/dev/null=osdp9"], "no driver 'osdp9'"),
      (["--config", "/nonexistent/keyport.yaml"], "/nonexistent/keyport.yaml"),
    ])
  func daemonUsage(arguments: [String], mentions: String) throws {
    let finished = try Finished.run(Programs.keyportd, arguments)
    #expect(finished.status == 2)
    #expect(finished.errors.contains(mentions), "\(finished.errors)")
    #expect(finished.output.isEmpty)
  }

  @Test("an unknown key in the configuration is an error with file and line")
  func unknownKey() throws {
    let folder = try Folder()
    let file = folder.file("keyport.yaml")
    try "lab: true\n\nlogn:\n  timeout: 60\n".write(toFile: file, atomically: true, encoding: .utf8)
    let finished = try Finished.run(Programs.keyportd, ["--config", file])
    #expect(finished.status == 2)
    #expect(finished.errors.contains("\(file):3: unknown key 'logn'"), "\(finished.errors)")
  }

  @Test("a driver or setting that does not exist is an error with file and line")
  func unknownSetting() throws {
    let folder = try Folder()
    let file = folder.file("keyport.yaml")
    for entry in ["driver: osdp9", "settings: {bauds: 9600}"] {
      try "devices:\n  - path: /dev/ttyS9\n    \(entry)\n".write(toFile: file, atomically: true, encoding: .utf8)
      let finished = try Finished.run(Programs.keyportd, ["--config", file])
      #expect(finished.status == 2)
      #expect(finished.errors.contains("\(file):2: device /dev/ttyS9"), "\(finished.errors)")
    }
  }

  @Test("the commented configuration that is shipped is a configuration, as it is and with its comments taken away")
  func shippedConfiguration() throws {
    let folder = try Folder()
    let shipped = try String(contentsOf: Programs.project.appending(path: "packaging/keyport.yaml"), encoding: .utf8)
    let bare = shipped.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      line.hasPrefix("#") && (!line.hasPrefix("# ") || line.hasPrefix("#  ")) ? String(line.dropFirst()) : String(line)
    }.joined(separator: "\n")
    for text in [shipped, bare] {
      let file = folder.file("keyport.yaml")
      try text.write(toFile: file, atomically: true, encoding: .utf8)
      // A flag that cannot be used comes after the file has been read: its complaint shows that the file was taken.
      let finished = try Finished.run(Programs.keyportd, ["--config", file, "--listen", "nowhere"])
      #expect(finished.errors.contains("--listen wants"), "\(finished.errors)")
    }
  }

  @Test("a client without a daemon ends with 3, and login still ends with an object")
  func noDaemon() throws {
    let folder = try Folder()
    let socket = folder.file("none.sock")
    for arguments in [["status"], ["devices"], ["watch"], ["account", "list"], ["code"]] {
      #expect(try Finished.run(Programs.keyport, ["--socket", socket] + arguments).status == 3, "\(arguments)")
    }
    let login = try Finished.run(
      Programs.keyport, ["--socket", socket, "--json", "login", "alice", "--code", "123456"])
    #expect(login.status == 3)
    #expect(login.lastObject?["outcome"] as? String == "error")
    #expect(login.lastObject?["reason"] is String)
  }

  @Test(
    "a client command line that cannot be used ends with 2",
    arguments: [
      [], ["nonsense"], ["account"], ["account", "add"], ["enrol"], ["enrol", "a", "--key", "AAAA", "--stand-in"],
      ["enrol", "a", "--digits", "five"], ["enrol", "a", "--period", "30", "--counter", "0"], ["login"],
      ["enrol", "a", "--qr", "code.gif"], ["--json"],
    ])
  func clientUsage(arguments: [String]) throws {
    let finished = try Finished.run(Programs.keyport, arguments)
    #expect(finished.status == 2, "\(arguments): \(finished.status) \(finished.errors)")
    #expect(!finished.errors.isEmpty)
  }
}
