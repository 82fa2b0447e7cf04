/// A device's answer to a request that it did not carry out. Reasons this version does not know are kept as they came.
public struct Refusal: Sendable, Hashable {
  /// The reason as it travelled.
  public let rawReason: UInt8
  /// The reason, where this version knows it.
  public var reason: RefusalReason? { RefusalReason(rawValue: rawReason) }

  /// Makes a refusal.
  public init(_ reason: RefusalReason) { rawReason = reason.rawValue }

  /// Takes a refusal as it travelled.
  public init(rawReason: UInt8) { self.rawReason = rawReason }
}
