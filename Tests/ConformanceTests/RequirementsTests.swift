import Conformance
import Foundation
import HostPlatform
import Rig
import Testing

@Suite("The requirements that cases test")
struct RequirementsTests {
  @Test("every case has requirements and a name of its own, and every row of the table a case")
  func tableAndCasesAgree() {
    let ids = ConformanceCase<SodiumSuite>.all.map(\.id)
    #expect(Set(ids).count == ids.count)
    #expect(Set(ids) == Set(requirementsTested.keys))
    #expect(requirementsTested.values.allSatisfy { !$0.isEmpty })
  }

  private static let specification =
    (try? String(contentsOf: Programs.project.appending(path: "firmware-spec/protocol.md"), encoding: .utf8)) ?? ""

  @Test(
    "every requirement tested stands in the specification",
    .enabled(
      if: specification.hasPrefix("# The Keyport device protocol, version 1\n"), "the text is of another version"))
  func requirementsExist() {
    let text = Self.specification
    for id in Set(requirementsTested.values.joined()).sorted() {
      let isThere = text.contains("**\(id)**")
      #expect(isThere, "no such requirement: \(id)")
    }
  }
}
