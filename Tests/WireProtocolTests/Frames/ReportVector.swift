import Testing

/// A row of firmware-spec/vectors/reports.json.
struct ReportVector: Decodable, Sendable, CustomTestStringConvertible {
  let tcId: Int
  let comment: String
  let frames: [String]?
  let reports: [String]
  let outcomes: [StreamVector.Outcome]
  let result: String

  var testDescription: String { "tc\(tcId) \(comment)" }

  static let file = Specification.vectors("reports", of: ReportVector.self)
}
