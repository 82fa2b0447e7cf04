import Foundation
import Testing

/// The `keyport` binary that was built beside the tests, as a process.
struct Tool {
  /// How a run ended.
  struct Result {
    var status: Int32
    var output: String
    var errors: String

    /// The lines of standard output.
    var lines: [String] { output.split(separator: "\n").map(String.init) }

    /// The JSON objects on standard output, one a line.
    var objects: [[String: Any]] {
      get throws {
        try lines.map {
          try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any], "no object: \($0)")
        }
      }
    }
  }

  static let path = Bundle.main.executableURL!.deletingLastPathComponent().appendingPathComponent("keyport").path

  /// Runs it to its end; standard input is `input` or at its end.
  static func run(_ arguments: [String], input: String = "", environment: [String: String] = [:]) throws -> Result {
    let directory = try TemporaryDirectory()
    let files = try ["in", "out", "err"].map { name in
      try (name == "in" ? input : "").write(toFile: directory.path(name), atomically: false, encoding: .utf8)
      return try #require(FileHandle(forUpdatingAtPath: directory.path(name)))
    }
    let process = make(arguments, environment)
    (process.standardInput, process.standardOutput, process.standardError) = (files[0], files[1], files[2])
    try process.run()
    process.waitUntilExit()
    return Result(
      status: process.terminationStatus, output: try String(contentsOfFile: directory.path("out"), encoding: .utf8),
      errors: try String(contentsOfFile: directory.path("err"), encoding: .utf8))
  }

  /// Runs it against a server that gives every request this answer.
  static func run(
    _ arguments: [String], input: String = "", environment: [String: String] = [:], against answer: ScriptedAnswer
  ) throws -> Result {
    let server = try ScriptedServer(always: answer)
    defer { server.stop() }
    return try run(["--socket", server.path] + arguments, input: input, environment: environment)
  }

  /// A process ready to be started.
  static func make(_ arguments: [String], _ environment: [String: String] = [:]) -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    // Nothing of the machine's own settings: neither its daemon, nor its terminal.
    process.environment = ["PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "TERM": "xterm"].merging(environment) { $1 }
    return process
  }
}
