/// Why a call was not carried out.
public struct APIFailure: Error, Sendable, Equatable {
  /// What kind of failure it is; each has its HTTP status.
  public enum Kind: Int, Sendable {
    /// The request is malformed.
    case badRequest = 400
    /// The peer's role does not reach this.
    case forbidden = 403
    /// There is nothing of that name.
    case notFound = 404
    /// The route takes other methods.
    case methodNotAllowed = 405
    /// It contradicts how things stand: a name taken, a seat busy, a device away.
    case conflict = 409
    /// The body is larger than any request needs.
    case tooLarge = 413
    /// The daemon or its store is in doubt.
    case unavailable = 503
    /// A device did not answer: whether it did what was asked is not known, or could not be found out.
    case noAnswer = 504
  }

  /// What kind of failure it is.
  public var kind: Kind
  /// A word for programs, such as `seat_busy`.
  public var code: String
  /// For people: what happened, why, and what to do next.
  public var message: String

  /// Makes a failure.
  public init(_ kind: Kind, _ code: String, _ message: String) {
    self.kind = kind
    self.code = code
    self.message = message
  }
}
