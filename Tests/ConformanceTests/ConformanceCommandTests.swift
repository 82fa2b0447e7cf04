import Foundation
import Rig
import Testing

@Suite("keyport conformance")
struct ConformanceCommandTests {
  @Test("the emulated keypad behind a pty passes cases in real time, rekeying among them")
  func serialLine() throws {
    let keypad = try SerialKeypad()
    let cases = ["REQ-SEC-010", "REQ-FRM-006", "REQ-SEQ-003", "REQ-ACK-002", "unpair"]
    let finished = try Finished.run(
      Programs.keyport, ["conformance", keypad.path] + cases.flatMap { ["--only", $0] })
    #expect(finished.status == 0, "\(finished.output)\(finished.errors)")
    #expect(finished.output.contains("0 fail, 0 not applicable, 2 needs a person"))
    #expect(!finished.output.contains("\u{1B}"))
  }

  @Test("the emulated keypad passes everything, and the report says so")
  func emulated() throws {
    let folder = try Folder()
    let finished = try Finished.run(
      Programs.keyport, ["conformance", "emulated", "--junit", folder.file("report.xml")])
    #expect(finished.status == 0, "\(finished.output)\(finished.errors)")
    let report = try String(contentsOfFile: folder.file("report.xml"), encoding: .utf8)
    #expect(report.contains("failures=\"0\""))
  }

  @Test("cases can be listed without a device")
  func list() throws {
    let finished = try Finished.run(Programs.keyport, ["conformance", "--list", "--only", "REQ-SEC-010"])
    #expect(finished.status == 0)
    #expect(finished.output.contains("session-rekey"))
    #expect(!finished.output.contains("framing-"))
  }

  @Test(
    "a command line that makes no sense is not run, and a device that is not there could not be",
    arguments: [
      (["conformance"], 2), (["conformance", "emulated", "--only", "REQ-NO-001"], 2),
      (["conformance", "/dev/no-such-tty"], 3),
    ] as [([String], Int32)])
  func mistakes(arguments: [String], status: Int32) throws {
    let finished = try Finished.run(Programs.keyport, arguments)
    #expect(finished.status == status, "\(finished.errors)")
  }
}
