public import OTPAlgorithms

/// What anybody may know of one of the stand-in token's slots.
public struct StandInSlot: Sendable, Hashable {
  /// The number that `StandInEvent.press` takes.
  public let number: Int
  /// The owner's words for it.
  public let label: String
  /// How its codes are made.
  public let parameters: OTPParameters
}
