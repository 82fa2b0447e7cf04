internal import CJansson
public import Cryptography
import Glibc

extension JSONValue {
  /// Reads a JSON object or array (C function: `json_loadb`).
  /// - Parameter secrets: names of members whose text becomes `.secret`, at any depth.
  /// - Throws: `JSONError.malformed`, also for a name that appears twice in one object.
  public init(parsing bytes: SecretBytes, secrets: Set<String> = []) throws(JSONError) {
    self = try bytes.withBytes { (bytes) throws(JSONError) in try JSONValue(parsing: bytes, secrets: secrets) }
  }

  /// As above, from bytes that are lent.
  public init(parsing bytes: UnsafeRawBufferPointer, secrets: Set<String> = []) throws(JSONError) {
    let root = try JanssonValue(parsing: bytes)
    self.init(copying: root.handle, secret: false, secrets: secrets)
  }

  private init(copying value: UnsafeMutablePointer<json_t>, secret: Bool, secrets: Set<String>) {
    switch value.pointee.type {
    case JSON_TRUE: self = .bool(true)
    case JSON_FALSE: self = .bool(false)
    case JSON_INTEGER: self = .integer(json_integer_value(value))
    case JSON_REAL: self = .real(json_real_value(value))
    case JSON_STRING:
      let bytes = UnsafeRawBufferPointer(start: json_string_value(value), count: json_string_length(value))
      self = secret ? .secret(SecretBytes(copying: bytes)) : .string(String(decoding: bytes, as: UTF8.self))
    case JSON_ARRAY:
      let items = (0..<json_array_size(value)).map { index in
        JSONValue(copying: json_array_get(value, index), secret: secret, secrets: secrets)
      }
      self = .array(items)
    case JSON_OBJECT:
      var object = JSONObject()
      var iterator = json_object_iter(value)
      while let member = iterator {
        let name = String(cString: json_object_iter_key(member))
        object.append(
          name, JSONValue(copying: json_object_iter_value(member), secret: secrets.contains(name), secrets: secrets))
        iterator = json_object_iter_next(value, member)
      }
      self = .object(object)
    default: self = .null
    }
  }
}
