/// The line to the device under test broke: nothing more can be learnt over it.
public struct LineFailure: Error, Sendable, Hashable {
  /// What happened, for the operator.
  public let cause: String

  /// Names a cause.
  public init(_ cause: String) { self.cause = cause }
}
