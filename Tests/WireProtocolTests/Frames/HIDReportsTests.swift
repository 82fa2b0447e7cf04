import Testing
import WireProtocol

struct HIDReportsTests {
  @Test("filling agrees with every report vector", arguments: ReportVector.file.tests.filter { $0.frames != nil })
  func fills(_ vector: ReportVector) throws {
    let frames = try #require(vector.frames).flatMap { bytes(hex: $0) }
    #expect(HIDReports.reports(of: frames) == vector.reports.map { bytes(hex: $0) })
  }

  @Test("reading reports agrees with every report vector", arguments: ReportVector.file.tests)
  func reads(_ vector: ReportVector) {
    var decoder = FrameDecoder()
    let outcomes = vector.reports.flatMap { bytes(hex: $0) }.compactMap { decoder.receive($0) }
    #expect(outcomes.map(StreamVector.Outcome.init) == vector.outcomes)
    #expect((vector.result == "invalid") == outcomes.contains { if case .damaged = $0 { true } else { false } })
  }

  @Test("what is filled is whole reports, the bytes in front and zeros behind, never a report more than it takes")
  func shape() {
    for count in 0...(3 * FrameLimits.reportSize) {
      let bytes = [UInt8](repeating: 0xA5, count: count)
      let reports = HIDReports.reports(of: bytes)
      #expect(reports.allSatisfy { $0.count == FrameLimits.reportSize })
      let filled = reports.flatMap { $0 }
      #expect(filled.count - count < FrameLimits.reportSize)
      #expect(filled.starts(with: bytes))
      #expect(filled[count...].allSatisfy { $0 == 0 })
    }
    #expect(FrameLimits.longestFrame % FrameLimits.reportSize == 0)
  }
}
