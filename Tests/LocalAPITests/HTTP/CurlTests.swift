import Foundation
import Testing
import TwoFactor

@testable import LocalAPI

@Suite("curl, as docs/api.md shows it", .timeLimit(.minutes(15)))
struct CurlTests {
  private func run(_ program: String, _ arguments: [String]) throws -> (output: String, status: Int32) {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(filePath: program)
    process.arguments = arguments
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (String(decoding: output, as: UTF8.self), process.terminationStatus)
  }

  private func curl(_ arguments: String...) throws -> String {
    let (output, status) = try run("/usr/bin/curl", ["-sS", "--max-time", "20"] + arguments)
    #expect(status == 0)
    return output
  }

  @Test("asking, adding, logging in")
  func examples() throws {
    let rig = try ServerRig {
      $0.immediately = { id, _ in [.waiting(Samples.login(id)), .decided(Samples.login(id, .accepted))] }
    }
    defer { rig.stop() }
    #expect(try curl("--unix-socket", rig.socket, "http://localhost/v1/devices").contains("keypad0"))
    #expect(
      try curl("--unix-socket", rig.socket, "--json", #"{"name": "alice"}"#, "http://localhost/v1/accounts")
        .contains("\"name\":\"alice\""))
    #expect(
      try curl("--unix-socket", rig.socket, "--json", #"{"account": "alice"}"#, "http://localhost/v1/logins")
        .contains("\"outcome\":\"accepted\""))
    #expect(
      try curl(
        "--unix-socket", rig.socket, "-N", "-H", "Accept: text/event-stream", "-H", "Content-Type: application/json",
        "-d", #"{"account": "alice"}"#, "http://localhost/v1/logins"
      ).hasPrefix("event: waiting\ndata: {"))
    #expect(try curl("http://localhost:\(rig.port)/").contains("<!DOCTYPE html>"))
  }

  @Test("a body that is too large comes to its end with the refusal", arguments: [70_000, 2_000_000])
  func tooLarge(size: Int) throws {
    let rig = try ServerRig()
    defer { rig.stop() }
    let file = URL(filePath: "/tmp/keyport-body-\(UUID().uuidString.prefix(8))")
    try Data(repeating: 0x20, count: size).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let answer = try curl(
      "--unix-socket", rig.socket, "-H", "Content-Type: application/json", "--data-binary", "@\(file.path)",
      "http://localhost/v1/accounts")
    #expect(answer.contains("too_large"))
  }

  @Test("another user on the Unix socket is a kiosk", .enabled(if: getuid() == 0, "only root can become another user"))
  func otherUser() throws {
    let rig = try ServerRig()
    defer { rig.stop() }
    #expect(try askAsNobody("/v1/devices", of: rig).output.contains("keypad0"))
    #expect(try askAsNobody("/v1/accounts", of: rig).output.contains("operator_wanted"))
  }

  @Test("a user with too many connections shuts out nobody else", .enabled(if: getuid() == 0, "as above"))
  func tooMany() throws {
    var limits = ServerLimits()
    limits.connectionsPerUser = 0
    let rig = try ServerRig(limits: limits)
    defer { rig.stop() }
    #expect(try askAsNobody("/v1/devices", of: rig).status != 0)
    #expect(try curl("--unix-socket", rig.socket, "http://localhost/v1/devices").contains("keypad0"))
  }

  private func askAsNobody(_ path: String, of rig: ServerRig) throws -> (output: String, status: Int32) {
    // On a real machine the socket's group lets in; here everyone is let in.
    #expect(chmod(rig.socket, 0o666) == 0)
    return try run(
      "/usr/bin/setpriv",
      [
        "--reuid=65534", "--regid=65534", "--clear-groups", "/usr/bin/curl", "-sS", "--max-time", "20",
        "--unix-socket", rig.socket, "http://localhost\(path)",
      ])
  }
}
