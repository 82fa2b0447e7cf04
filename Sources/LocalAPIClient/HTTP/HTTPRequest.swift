internal import Cryptography

/// A request ready to be sent.
struct HTTPRequest {
  /// The method.
  var method: HTTPMethod
  /// The path, each component encoded.
  var path: String
  /// JSON, if the method takes any.
  var body: SecretBytes?
  /// Whether the answer is a stream of events, which has no length and takes its time.
  var wantsEvents = false
  /// The time within which the whole answer has to be there; none for a stream.
  var deadline: Int?

  /// Joins components of a path, escaping all but RFC 3986's unreserved characters, so that no name, not even `..`
  /// with its dots kept literal, leads to another route.
  static func path(_ components: [String]) -> String {
    components.map { "/" + encoded($0) }.joined()
  }

  private static func encoded(_ component: String) -> String {
    var result = ""
    for byte in component.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
        UInt8(ascii: "~"):
        result.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        result += (byte < 16 ? "%0" : "%") + String(byte, radix: 16, uppercase: true)
      }
    }
    return result
  }
}
