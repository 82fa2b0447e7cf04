/// Why a feature report did not come or go.
public struct FeatureReportFailure: Error, Sendable, Hashable {
  /// What happened, for the log.
  public var cause: String

  /// Makes a failure.
  public init(_ cause: String) { self.cause = cause }
}
