import Testing

/// A row of firmware-spec/vectors/streams.json.
struct StreamVector: Decodable, Sendable, CustomTestStringConvertible {
  struct Outcome: Decodable, Sendable {
    let id: UInt8?
    let sequence: UInt8?
    let body: String?
    let fault: String?
  }

  let tcId: Int
  let comment: String
  let wire: String
  let outcomes: [Outcome]
  let result: String

  var testDescription: String { "tc\(tcId) \(comment)" }

  static let file = Specification.vectors("streams", of: StreamVector.self)
}
