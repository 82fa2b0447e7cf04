import Foundation
import Rig
import Testing

@Suite("The README", .timeLimit(.minutes(15)))
struct ReadmeTests {
  static let text = (try? String(contentsOf: Programs.project.appending(path: "README.md"), encoding: .utf8)) ?? ""

  @Test("its curl lines work in the order they stand in")
  func curlLines() throws {
    let lines = Self.text.split(separator: "\n").filter { $0.hasPrefix("curl ") }.map(String.init)
    #expect(lines.count == 6)
    let daemon = try Daemon()
    var answers: [String] = []
    for line in lines {
      let finished = try Finished.run(
        URL(filePath: "/bin/sh"), ["-c", "\(line) --silent --show-error"],
        environment: ["KEYPORT_SOCKET": daemon.socket])
      // The last one follows the events until its time is over, which curl calls 28.
      #expect(finished.status == (line.contains("/v1/events") ? 28 : 0), "\(line): \(finished.errors)")
      answers.append(finished.output)
    }
    #expect(answers[0].contains("\"version\""))
    #expect(answers[1].contains("\"devices\""))
    #expect(answers[2].contains("carol"))
    #expect(answers[3].contains("otpauth://hotp/"))
    #expect(answers[4].contains("\"accepted\""))
    #expect(daemon.stop().status == 0)
  }
}
