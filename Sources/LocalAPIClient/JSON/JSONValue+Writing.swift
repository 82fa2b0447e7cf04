internal import CJansson
public import Cryptography

extension JSONValue {
  /// Writes an object or array as one line of ASCII, everything else escaped, so that it drives no terminal and
  /// survives any locale (C function: `json_dumpb`).
  /// - Throws: `JSONError.notText` where a secret is not UTF-8.
  public func line() throws(JSONError) -> SecretBytes {
    let value = try built()
    let flags = Int(JSON_COMPACT) | Int(JSON_ENSURE_ASCII) | Int(JSON_ENCODE_ANY)
    let length = json_dumpb(value.handle, nil, 0, flags)
    return SecretBytes(count: length) { storage in
      _ = json_dumpb(value.handle, storage.baseAddress?.assumingMemoryBound(to: CChar.self), length, flags)
    }
  }

  private func built() throws(JSONError) -> JanssonValue {
    switch self {
    case .null: return JanssonValue(adopting: json_null())
    case .bool(let flag): return JanssonValue(adopting: flag ? json_true() : json_false())
    case .integer(let number): return JanssonValue(adopting: json_integer(number))
    case .real(let number): return JanssonValue(adopting: json_real(number))
    case .string(var text): return JanssonValue(adopting: text.withUTF8 { Self.string(UnsafeRawBufferPointer($0)) })
    case .secret(let secret):
      guard let made = secret.withBytes({ Self.string($0) }) else { throw .notText }
      return JanssonValue(adopting: made)
    case .array(let items):
      let array = JanssonValue(adopting: json_array())
      for item in items { json_array_append_new(array.handle, try item.built().surrender()) }
      return array
    case .object(let object):
      let result = JanssonValue(adopting: json_object())
      for member in object.members {
        json_object_set_new(result.handle, member.name, try member.value.built().surrender())
      }
      return result
    }
  }

  /// A new string; nil where the bytes are not UTF-8.
  private static func string(_ text: UnsafeRawBufferPointer) -> UnsafeMutablePointer<json_t>? {
    // An empty buffer may have no address, which Jansson takes for no string.
    guard let start = text.baseAddress, !text.isEmpty else { return json_string("") }
    return json_stringn(start.assumingMemoryBound(to: CChar.self), text.count)
  }
}
