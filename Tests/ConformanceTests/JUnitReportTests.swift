import Conformance
import Foundation
import Testing
import WireProtocol

@Suite("JUnit reports")
struct JUnitReportTests {
  @Test("a name with markup and control characters is escaped")
  func escapes() throws {
    let text = JUnitReport.text([], device: "/dev/<tty>&\"\u{1}'")
    #expect(text.contains("/dev/&lt;tty&gt;&amp;&quot;\u{FFFD}&apos;"))
  }

  @Test("a whole run is well-formed XML with a case for each finding")
  func isWellFormed() throws {
    let findings = try EmulatedKeypadRunTests.run([.keys], person: false)
    let text = JUnitReport.text(findings, device: "emulated")
    #expect(text.components(separatedBy: "<testcase ").count == findings.count + 1)
    #expect(text.hasPrefix("<?xml") && text.hasSuffix("</testsuite>\n"))
  }
}
