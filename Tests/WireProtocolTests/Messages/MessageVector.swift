import Testing

/// A row of firmware-spec/vectors/messages.json.
struct MessageVector: Decodable, Sendable, CustomTestStringConvertible {
  struct Message: Decodable, Sendable {
    let name: String
    let lowest: UInt8?
    let highest: UInt8?
    let tag: UInt8?
    let text: String?
    let signal: String?
    let version: UInt8?
    let answeredTag: UInt8?
    let capabilities: UInt32?
    let vendor: String?
    let product: String?
    let serial: String?
    let firmware: String?
    let key: String?
    let code: Code?
    let about: UInt8?
    let detail: String?
  }

  /// The field `code` is digits in one message and a number in another.
  enum Code: Decodable, Sendable {
    case digits(String)
    case number(UInt8)

    init(from decoder: any Decoder) throws {
      let value = try decoder.singleValueContainer()
      if let number = try? value.decode(UInt8.self) {
        self = .number(number)
      } else {
        self = .digits(try value.decode(String.self))
      }
    }
  }

  let tcId: Int
  let comment: String
  let direction: String
  let id: UInt8
  let body: String
  let message: Message?
  let fault: String?
  let result: String

  var testDescription: String { "tc\(tcId) \(comment)" }

  static let file = Specification.vectors("messages", of: MessageVector.self)
  static let toDevice = file.tests.filter { $0.direction == "host-to-device" }
  static let toHost = file.tests.filter { $0.direction == "device-to-host" }
}
