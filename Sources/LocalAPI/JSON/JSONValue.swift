import CJansson
import Cryptography

/// A JSON value on its way out.
indirect enum JSONValue {
  case null
  case bool(Bool)
  case integer(Int64)
  case text(String)
  /// UTF-8 that only the body may hold; written as a string.
  case secret(SecretBytes)
  case list([JSONValue])
  /// Members in the order in which they are written.
  case object([(key: String, value: JSONValue)])

  /// A text, or null.
  static func text(_ text: String?) -> JSONValue { text.map { .text($0) } ?? .null }

  /// A whole number, or null.
  static func integer(_ number: (some BinaryInteger)?) -> JSONValue {
    number.map { .integer(Int64(clamping: $0)) } ?? .null
  }

  /// The value in JSON on one line (RFC 8259), then `ending`.
  func encoded(endingWith ending: StaticString = "") -> ResponseBody {
    JanssonMemory.wipeWhenFreed()
    let json = makeJansson()
    defer { json_decref(json) }
    let flags = Int(JSON_COMPACT) | Int(JSON_ENCODE_ANY)
    let count = json_dumpb(json, nil, 0, flags)
    return ResponseBody(count: count + ending.utf8CodeUnitCount) { bytes in
      json_dumpb(json, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), count, flags)
      UnsafeMutableRawBufferPointer(rebasing: bytes[count...])
        .copyBytes(from: UnsafeRawBufferPointer(start: ending.utf8Start, count: ending.utf8CodeUnitCount))
    }
  }

  /// A new reference, which the caller gives back.
  private func makeJansson() -> UnsafeMutablePointer<json_t> {
    let json: UnsafeMutablePointer<json_t>? =
      switch self {
      case .null: json_null()
      case .bool(let value): value ? json_true() : json_false()
      case .integer(let number): json_integer(number)
      case .text(var text): text.withUTF8 { Self.string(UnsafeRawBufferPointer($0)) }
      case .secret(let secret): secret.withBytes { Self.string($0) }
      case .list(let values):
        Self.filled(json_array()) { list in
          for value in values { json_array_append_new(list, value.makeJansson()) }
        }
      case .object(let members):
        Self.filled(json_object()) { object in
          for (key, value) in members { json_object_set_new(object, key, value.makeJansson()) }
        }
      }
    // Only a secret can be no UTF-8, and only memory can be short.
    guard let json else { return json_null() }
    return json
  }

  private static func filled(
    _ json: UnsafeMutablePointer<json_t>?, _ fill: (UnsafeMutablePointer<json_t>?) -> Void
  ) -> UnsafeMutablePointer<json_t>? {
    fill(json)
    return json
  }

  private static func string(_ bytes: UnsafeRawBufferPointer) -> UnsafeMutablePointer<json_t>? {
    // Jansson wants an address for the empty string too.
    guard let start = bytes.baseAddress else { return json_stringn("", 0) }
    return json_stringn(start.assumingMemoryBound(to: CChar.self), bytes.count)
  }
}
