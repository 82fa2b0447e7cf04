/// The methods that the API's routes take.
public enum HTTPMethod: String, Sendable {
  /// Reads.
  case get = "GET"
  /// Makes or does.
  case post = "POST"
  /// Takes back.
  case delete = "DELETE"
}
