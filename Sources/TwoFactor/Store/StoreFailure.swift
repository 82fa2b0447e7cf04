/// Why the store did not do it. Nothing is half-written.
public enum StoreFailure: Error, Sendable, Equatable, CustomStringConvertible {
  /// There is no such account.
  case noAccount
  /// The name is taken.
  case exists
  /// The disk is full.
  case full
  /// The database may not be written.
  case readOnly
  /// The database is damaged, or a sealed secret does not open with this key.
  case corrupt(String)
  /// Anything else that keeps the store from answering.
  case unavailable(String)

  /// One line for the operator.
  public var description: String {
    switch self {
    case .noAccount: "there is no such account"
    case .exists: "that name is taken"
    case .full: "the disk is full"
    case .readOnly: "the database is read-only"
    case .corrupt(let what): "the database is damaged: \(what)"
    case .unavailable(let what): "the database cannot answer: \(what)"
    }
  }
}
