import Testing

/// A row of firmware-spec/vectors/messages.json.
struct MessageVector: Decodable, Sendable, CustomTestStringConvertible {
  let tcId: Int
  let comment: String
  let direction: String
  let id: UInt8
  let body: String
  let message: [String: Field]?
  let rewritten: String?
  let fault: String?
  let result: String

  var testDescription: String { "tc\(tcId) \(comment)" }
  var isUnrecognized: Bool { message?["name"] == .text("unrecognized") }

  static let file = Specification.vectors("messages", of: MessageVector.self)
  static let toDevice = file.tests.filter { $0.direction == "host-to-device" }
  static let toHost = file.tests.filter { $0.direction == "device-to-host" }
}
