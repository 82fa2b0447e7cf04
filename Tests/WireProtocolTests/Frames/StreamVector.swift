import Testing
import WireProtocol

/// A row of firmware-spec/vectors/streams.json.
struct StreamVector: Decodable, Sendable, CustomTestStringConvertible {
  struct Outcome: Decodable, Equatable, Sendable {
    let id: UInt8?
    let sequence: UInt8?
    let body: String?
    let fault: String?

    init(_ outcome: FrameDecoder.Outcome) {
      switch outcome {
      case .frame(let frame):
        (id, sequence, body, fault) = (frame.id, frame.sequence, hexadecimal(frame.body.array), nil)
      case .damaged(let found): (id, sequence, body, fault) = (nil, nil, nil, "\(found)")
      }
    }
  }

  let tcId: Int
  let comment: String
  let wire: String
  let outcomes: [Outcome]
  let result: String

  var testDescription: String { "tc\(tcId) \(comment)" }

  static let file = Specification.vectors("streams", of: StreamVector.self)
}
