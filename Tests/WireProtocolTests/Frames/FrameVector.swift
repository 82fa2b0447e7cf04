import Testing

/// A row of firmware-spec/vectors/frames.json.
struct FrameVector: Decodable, Sendable, CustomTestStringConvertible {
  let tcId: Int
  let comment: String
  let wire: String
  let id: UInt8?
  let sequence: UInt8?
  let body: String?
  let fault: String?
  let result: String

  var testDescription: String { "tc\(tcId) \(comment)" }

  static let file = Specification.vectors("frames", of: FrameVector.self)
}
