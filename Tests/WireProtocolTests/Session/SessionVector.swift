import Testing
import WireProtocol

/// A row of firmware-spec/vectors/session.json.
struct SessionVector: Decodable, Sendable, CustomTestStringConvertible {
  struct Message: Decodable, Sendable {
    let sender: String
    let counter: UInt64
    let plaintext: String
    let sealed: String
  }

  let tcId: Int
  let comment: String
  let prologue: String
  let initiatorStatic: String
  let initiatorEphemeral: String
  let responderStatic: String
  let responderEphemeral: String
  let payloads: [String]
  let messages: [String]
  let handshakeHash: String?
  let transport: [Message]?
  let hostNonce: String?
  let deviceNonce: String?
  let commitment: String?
  let number: String?
  let refusedBy: String?
  let fault: String?
  let result: String

  var testDescription: String { "tc\(tcId) \(comment)" }

  static let file = Specification.vectors("session", of: SessionVector.self)
  static let valid = file.tests.filter { $0.result == "valid" }
  static let invalid = file.tests.filter { $0.result == "invalid" }
}
