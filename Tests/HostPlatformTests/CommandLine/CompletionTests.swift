import Foundation
import HostPlatform
import Testing

/// The real shells complete the sample command's words.
@Suite("completion")
struct CompletionTests {
  /// What is typed, the last word unfinished, and what the shell offers.
  static let cases: [(line: [String], offers: [String])] = [
    (["st"], ["status"]), ([""], ["account", "status"]), (["--so"], ["--socket"]),
    (["account", ""], ["add", "list"]), (["-s", "account", ""], ["account", "status"]),
    (["--json", "account", "a"], ["add"]), (["account", "add", "--ta"], ["--tag"]),
    (["account", "add", "--js"], ["--json"]), (["account", "list", "--ta"], []),
    (["account", "add", "--algorithm", "SHA2"], ["SHA256"]),
    (["account", "add", "--algorithm", "SHA1", "--lab"], ["--label"]),
    (["--label", "x", "account", "l"], ["list"]),
  ]

  private func run(_ program: String, _ arguments: [String]) throws -> [String] {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    let output = Pipe()
    let errors = Pipe()
    process.standardOutput = output
    process.standardError = errors
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    let complaint = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0 && complaint.isEmpty, "\(program): \(complaint)")
    return text.split(separator: "\n").map { $0.split(separator: "\t").first.map(String.init) ?? "" }.sorted()
  }

  private func script(_ shell: Shell) throws -> (TemporaryDirectory, String) {
    let directory = try TemporaryDirectory()
    let path = directory.path + "/sample"
    try sample.completion(for: shell).write(toFile: path, atomically: true, encoding: .utf8)
    return (directory, path)
  }

  private func quoted(_ words: [String]) -> String {
    words.map { "'\($0)'" }.joined(separator: " ")
  }

  @Test("works in bash", arguments: cases)
  func bash(line: [String], offers: [String]) throws {
    let (directory, path) = try script(.bash)
    let words = quoted(["sample"] + line)
    let program =
      "source '\(path)'; COMP_WORDS=(\(words)); COMP_CWORD=\(line.count); _sample; printf '%s\\n' \"${COMPREPLY[@]}\""
    #expect(
      try withExtendedLifetime(directory) { try run("/usr/bin/bash", ["--norc", "-c", program]) }
        == offers.filter { !$0.isEmpty })
  }

  @Test("works in bash for --name=value, which bash divides into three words")
  func bashEquals() throws {
    let (directory, path) = try script(.bash)
    let words = quoted(["sample", "account", "add", "--algorithm", "=", "SHA5"])
    let program = "source '\(path)'; COMP_WORDS=(\(words)); COMP_CWORD=5; _sample; printf '%s\\n' \"${COMPREPLY[@]}\""
    #expect(try withExtendedLifetime(directory) { try run("/usr/bin/bash", ["--norc", "-c", program]) } == ["SHA512"])
  }

  @Test("works in zsh", arguments: cases)
  func zsh(line: [String], offers: [String]) throws {
    let (directory, path) = try script(.zsh)
    // zsh's completion system needs a line editor; what the function hands to it is what counts.
    let program = """
      compdef() { }; compset() { }; _message() { }; _files() { }
      compadd() { shift; print -l -- "$@" }
      _describe() { print -l -- "${(@)${(P)2}%%:*}" }
      source '\(path)'
      words=(\(quoted(["sample"] + line))); CURRENT=\(line.count + 1); _sample
      """
    let all = try withExtendedLifetime(directory) { try run("/usr/bin/zsh", ["-f", "-c", program]) }
    #expect(all.filter { $0.hasPrefix(line.last ?? "") } == offers)
  }

  @Test("works in fish", arguments: cases)
  func fish(line: [String], offers: [String]) throws {
    let (directory, path) = try script(.fish)
    let typed = (["sample"] + line).joined(separator: " ")
    let program = "source '\(path)'; complete -C '\(typed)'"
    #expect(try withExtendedLifetime(directory) { try run("/usr/bin/fish", ["--no-config", "-c", program]) } == offers)
  }
}
