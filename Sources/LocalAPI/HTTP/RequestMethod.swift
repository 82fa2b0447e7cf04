/// The methods that routes are asked with.
enum RequestMethod: String, Sendable {
  case get = "GET"
  case post = "POST"
  case delete = "DELETE"

  /// Whether it only asks, and changes nothing (RFC 9110 §9.2.1).
  var isSafe: Bool { self == .get }
}
