import Conformance
import Foundation
import FoundationXML
import HostPlatform
import Rig
import Testing

@Suite("Conformance of the reference firmware", .onBoard, .timeLimit(.minutes(15)))
struct ConformanceTests {
  @Test("the board passes every case, with a person at its keys")
  func everyCase() throws {
    let board = try Board(.keypad)
    let device = try BoardBench(board)
    let bench = Bench<SodiumSuite>(line: device, person: device, random: KernelRandom(), mayErase: true)
    var run = ConformanceRun(bench)
    let findings = run.finish()
    #expect(run.failure == nil)
    #expect(findings.map(\.id) == ConformanceCase<SodiumSuite>.all.map(\.id))
    for finding in findings {
      let settled = finding.verdict == .fail ? again(finding, bench) : finding
      #expect(
        settled.verdict == .pass,
        "\(settled.id): \(settled.reason ?? "")\n\(settled.transcript.joined(separator: "\n"))")
    }
    #expect(try board.switchOff().status == 0)
  }

  /// Cases measure time, and on a machine that has no processor to spare their own may be the one that is late. A board
  /// that breaks a rule breaks it again.
  private func again(_ finding: Finding, _ bench: Bench<SodiumSuite>) -> Finding {
    var last = finding
    for _ in 0..<2 where last.verdict == .fail {
      var run = ConformanceRun(bench, cases: ConformanceCase.all.filter { $0.id == finding.id })
      last = run.next() ?? last
    }
    return last
  }

  @Test("keyport conformance examines the board over its line, and the report is well-formed XML")
  func command() throws {
    let board = try Board(.keypad)
    let folder = try Folder()
    let cases = ["framing-longest", "hello-identity", "session-fresh", "slot-list", "restart-plain", "keys-each"]
    let finished = try Finished.run(
      Programs.keyport,
      ["conformance", board.line, "--erase", "--junit", folder.file("report.xml")] + cases.flatMap { ["--only", $0] })
    #expect(finished.status == 0, "\(finished.output)\(finished.errors)")
    #expect(finished.output.contains("5 pass, 0 fail, 0 not applicable, 1 needs a person"), "\(finished.output)")
    let report = XMLParser(data: try Data(contentsOf: URL(filePath: folder.file("report.xml"))))
    #expect(report.parse(), "\(report.parserError.map { "\($0)" } ?? "")")
    #expect(try board.switchOff().status == 0)
  }
}
