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

  @Test("every requirement tested stands in the specification")
  func requirementsExist() throws {
    let text = try String(contentsOf: Programs.project.appending(path: "firmware-spec/protocol.md"), encoding: .utf8)
    for id in Set(requirementsTested.values.joined()).sorted() {
      let isThere = text.contains("**\(id)**")
      #expect(isThere, "no such requirement: \(id)")
    }
  }
}
