public import OTPAlgorithms

/// What may be shown of a token: everything but its secret.
public struct TokenSummary: Sendable, Equatable {
  /// The store's number for it.
  public var id: Int64
  /// The owner's words for it.
  public var label: String
  /// How its codes are made.
  public var parameters: OTPParameters
  /// Whether it is an emulated token's.
  public var isEmulated: Bool
  /// When it was registered, by the wall clock then.
  public var registered: Duration
  /// When a code of it was last accepted.
  public var lastUsed: Duration?

  /// Makes a summary.
  public init(
    id: Int64, label: String, parameters: OTPParameters, isEmulated: Bool, registered: Duration, lastUsed: Duration?
  ) {
    self.id = id
    self.label = label
    self.parameters = parameters
    self.isEmulated = isEmulated
    self.registered = registered
    self.lastUsed = lastUsed
  }
}
