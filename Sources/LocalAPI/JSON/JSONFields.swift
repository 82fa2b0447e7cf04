import CJansson
import Cryptography

/// The members of a request's JSON object. Each is asked for by name and type; what nobody asked for is refused at the
/// end, so that a misspelt member is not passed over. No message holds a value, which may be a secret.
final class JSONFields {
  private let root: UnsafeMutablePointer<json_t>
  private var known: Set<String> = []

  /// Takes a body apart: an object in UTF-8 without duplicate members; an empty body has no members.
  init(_ body: RequestBody) throws(HTTPProblem) {
    JanssonMemory.wipeWhenFreed()
    if body.count == 0 {
      root = json_object()
      return
    }
    var error = json_error_t()
    let bytes = body.bytes
    let json = json_loadb(
      bytes.baseAddress?.assumingMemoryBound(to: CChar.self), bytes.count, Int(JSON_REJECT_DUPLICATES), &error)
    guard let json else { throw Self.malformed(&error) }
    root = json
    // The deinit gives the value back when this throws, since everything is initialised.
    guard json_is_object(json) else {
      throw .badRequest("wrong_type", "The body is to be a JSON object, such as {\"account\": \"alice\"}.")
    }
  }

  deinit { json_decref(root) }

  /// A member that is text; nil if it is absent or null.
  func text(_ key: String) throws(HTTPProblem) -> String? {
    guard let value = try member(key, "a string", { $0 == JSON_STRING }) else { return nil }
    let bytes = UnsafeRawBufferPointer(start: json_string_value(value), count: json_string_length(value))
    return String(decoding: bytes, as: UTF8.self)
  }

  /// A member that is text and secret; nil if it is absent or null.
  func secret(_ key: String) throws(HTTPProblem) -> SecretBytes? {
    guard let value = try member(key, "a string", { $0 == JSON_STRING }) else { return nil }
    return SecretBytes(
      copying: UnsafeRawBufferPointer(start: json_string_value(value), count: json_string_length(value)))
  }

  /// A member that is a whole number in `range`; nil if it is absent or null.
  func integer(_ key: String, in range: ClosedRange<Int64>) throws(HTTPProblem) -> Int64? {
    guard let value = try member(key, "a whole number", { $0 == JSON_INTEGER }) else { return nil }
    let number = json_integer_value(value)
    guard range.contains(number) else {
      let bounds =
        range.upperBound == .max ? "\(range.lowerBound) or more" : "\(range.lowerBound) to \(range.upperBound)"
      throw .badRequest("out_of_range", "The member '\(key)' is to be \(bounds).")
    }
    return number
  }

  /// A member that is true or false; false if it is absent or null.
  func flag(_ key: String) throws(HTTPProblem) -> Bool {
    guard let value = try member(key, "true or false", { $0 == JSON_TRUE || $0 == JSON_FALSE }) else { return false }
    return value.pointee.type == JSON_TRUE
  }

  /// Refuses members that nobody has asked for.
  func finish() throws(HTTPProblem) {
    var iterator = json_object_iter(root)
    while let place = iterator {
      let key = String(cString: json_object_iter_key(place))
      guard known.contains(key) else {
        let list = known.sorted().joined(separator: ", ")
        throw .badRequest("unknown_member", "This request has no member '\(key.prefix(64))'; it takes: \(list).")
      }
      iterator = json_object_iter_next(root, place)
    }
  }

  private func member(
    _ key: String, _ type: String, _ fits: (json_type) -> Bool
  ) throws(HTTPProblem) -> UnsafeMutablePointer<json_t>? {
    known.insert(key)
    guard let value = json_object_get(root, key), value.pointee.type != JSON_NULL else { return nil }
    guard fits(value.pointee.type) else { throw .badRequest("wrong_type", "The member '\(key)' is to be \(type).") }
    return value
  }

  /// Jansson's own text quotes what it read, so that only the place and the kind of fault are told.
  private static func malformed(_ error: inout json_error_t) -> HTTPProblem {
    let place = "line \(error.line), column \(error.column)"
    let fault =
      switch json_error_code(&error) {
      case json_error_duplicate_key: "a member that is there twice"
      case json_error_invalid_utf8: "bytes that are no UTF-8"
      case json_error_premature_end_of_input: "an end too early"
      case json_error_end_of_input_expected: "more after the end"
      case json_error_null_character, json_error_null_byte_in_key: "a NUL character"
      case json_error_numeric_overflow: "a number too large"
      case json_error_stack_overflow: "too many levels"
      default: "something else than JSON"
      }
    return .badRequest("malformed_json", "The body is not JSON as it is taken here: \(fault) at \(place).")
  }
}

/// Whether a value is an object; a macro of Jansson's.
private func json_is_object(_ json: UnsafeMutablePointer<json_t>) -> Bool { json.pointee.type == JSON_OBJECT }
