/// A row of table `fields`, and a reader that knows nothing else.
struct FieldRow: Decodable, Sendable {
  let message: String
  let order: Int
  let name: String
  let type: String
  let length: Int?
  let longest: Int?
  let minimum: Int?
  let maximum: Int?
  let lengths: [Int]?
  let ranges: [[Int]]?
  let values: [String: String]?
  let bits: [String: String]?

  static let all = Specification.rows("fields", of: FieldRow.self)

  struct Refusal: Error {
    let field: String
  }

  /// Reads a body's fields; what follows the last is left alone.
  static func read(_ rows: [FieldRow], from body: [UInt8]) throws -> [String: Field] {
    var rest = body[...]
    return try Dictionary(uniqueKeysWithValues: rows.map { ($0.name, try $0.read(&rest)) })
  }

  private func read(_ rest: inout ArraySlice<UInt8>) throws -> Field {
    switch type {
    case "u8", "u16", "u32":
      let number = try integer(&rest, ["u8": 1, "u16": 2, "u32": 4][type]!)
      guard allows(Int(number)) else { throw Refusal(field: name) }
      guard let values else { return .number(Int64(number)) }
      guard let value = values["\(number)"] else { throw Refusal(field: name) }
      return .text(value)
    case "i32": return .number(Int64(Int32(truncatingIfNeeded: try integer(&rest, 4))))
    case "u64": return .text("\(try integer(&rest, 8))")
    case "fixed": return .text(hexadecimal(try take(length!, &rest)))
    case "bytes8":
      let count = Int(try integer(&rest, 1))
      guard allows(count) else { throw Refusal(field: name) }
      return .text(hexadecimal(try take(count, &rest)))
    case "text8":
      let count = Int(try integer(&rest, 1))
      guard count <= longest! else { throw Refusal(field: name) }
      return .text(String(decoding: try take(count, &rest), as: UTF8.self))
    case "text": return .text(String(decoding: try take(rest.count, &rest), as: UTF8.self))
    case "digits", "ascii":
      guard lengths?.contains(rest.count) ?? allows(rest.count) else { throw Refusal(field: name) }
      let range: ClosedRange<UInt8> = type == "digits" ? 0x30...0x39 : 0x21...0x7E
      guard rest.allSatisfy(range.contains) else { throw Refusal(field: name) }
      return .text(String(decoding: try take(rest.count, &rest), as: UTF8.self))
    case "bytes":
      guard allows(rest.count) else { throw Refusal(field: name) }
      return .text(hexadecimal(try take(rest.count, &rest)))
    default: throw Refusal(field: name)
    }
  }

  private func allows(_ value: Int) -> Bool {
    value >= minimum ?? .min && value <= maximum ?? .max
      && (ranges?.contains { $0[0] <= value && value <= $0[1] } ?? true)
  }

  private func integer(_ rest: inout ArraySlice<UInt8>, _ size: Int) throws -> UInt64 {
    try take(size, &rest).reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  private func take(_ count: Int, _ rest: inout ArraySlice<UInt8>) throws -> ArraySlice<UInt8> {
    guard rest.count >= count else { throw Refusal(field: name) }
    defer { rest.removeFirst(count) }
    return rest.prefix(count)
  }
}
