/// The methods that the API's routes take.
public enum HTTPMethod: String, Sendable {
  /// Reads.
  case get = "GET"
  /// Makes or does.
  case post = "POST"
  /// Puts in the place of what was there.
  case put = "PUT"
  /// Takes back.
  case delete = "DELETE"
}
