import Cryptography

/// The fields of a form that a page has sent (URL standard, application/x-www-form-urlencoded). Each is asked for by
/// name; what nobody asked for, and what is there twice, is refused. Taken apart here and not by libmicrohttpd, whose
/// post processor gives its buffer back with the code still in it.
struct FormFields {
  private var fields: [String: SecretBytes] = [:]

  init(_ body: RequestBody, known: Set<String>) throws(HTTPProblem) {
    guard body.count > 0 else { return }
    for pair in body.bytes.split(separator: UInt8(ascii: "&")) {
      let name = pair.prefix { $0 != UInt8(ascii: "=") }
      guard let key = PercentDecoding.decode(name, plusIsSpace: true),
        let value = PercentDecoding.decode(pair.dropFirst(name.count + 1), plusIsSpace: true),
        let key = key.withBytes({ String(validating: $0, as: UTF8.self) })
      else { throw .badRequest("malformed_form", "The form came in broken. Go back and send it again.") }
      guard known.contains(key) else {
        throw .badRequest("unknown_member", "This form has no field '\(key.prefix(64))'.")
      }
      guard fields.updateValue(value, forKey: key) == nil else {
        throw .badRequest("malformed_form", "The field '\(key)' came twice. Go back and send the form again.")
      }
    }
  }

  /// A field's text without spaces around it; nil if it is absent, empty or no UTF-8.
  func text(_ name: String) -> String? {
    guard let value = secret(name) else { return nil }
    return value.withBytes { String(validating: $0, as: UTF8.self) }
  }

  /// A field that is secret, without spaces around it; nil if it is absent or empty.
  func secret(_ name: String) -> SecretBytes? {
    guard let value = fields[name] else { return nil }
    return value.withBytes { bytes in
      let space = UInt8(ascii: " ")
      let front = bytes.drop { $0 == space }
      guard let last = front.lastIndex(where: { $0 != space }) else { return nil }
      return SecretBytes(copying: front[...last])
    }
  }
}
