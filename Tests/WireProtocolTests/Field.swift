import Cryptography
import WireProtocol

/// A field's value as firmware-spec/vectors/messages.json writes it: numbers of up to 32 bits as numbers, all else as
/// text.
enum Field: Decodable, Hashable, Sendable {
  case number(Int64)
  case text(String)

  init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    if let number = try? value.decode(Int64.self) {
      self = .number(number)
    } else {
      self = .text(try value.decode(String.self))
    }
  }

  init(_ number: some FixedWidthInteger) { self = .number(Int64(number)) }
  init(_ flag: Bool) { self = .number(flag ? 1 : 0) }
  init(_ text: PrintableText) { self = .text(String(decoding: text.utf8, as: UTF8.self)) }
  init(ascii secret: SecretBytes) { self = .text(String(decoding: secret.array, as: UTF8.self)) }
  init(hex secret: SecretBytes) { self = .text(hexadecimal(secret.array)) }
  init(decimal number: UInt64) { self = .text("\(number)") }
  init(name value: some Any) { self = .text("\(value)") }
}

extension SlotRecord {
  var fields: [String: Field] {
    [
      "slot": Field(number), "kind": Field(name: kind),
      "algorithm": Field(name: HashAlgorithm(rawValue: algorithm)!), "digits": Field(digits), "period": Field(period),
      "counter": Field(decimal: counter), "label": Field(label), "suite": Field(suite),
    ]
  }
}

extension Dictionary<String, Field> {
  func with(_ others: [String: Field]) -> Self { merging(others) { first, _ in first } }
}
