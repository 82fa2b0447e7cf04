/// Why two sides did not become a pair.
public enum PairingFailure: Error, Sendable, Hashable {
  /// The device cannot pair at all, or not now.
  case refused(Refusal)
  /// The device did not keep to its commitment: somebody sits between.
  case brokenCommitment
  /// The operator or the person at the device said that the numbers differ, or nobody said anything.
  case denied
  /// The conversation broke off.
  case interrupted
}
