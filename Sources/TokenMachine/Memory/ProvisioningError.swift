/// Why a token does not take a key.
public enum ProvisioningError: Error, Equatable, Sendable {
  /// Every slot is taken.
  case full
  /// The key is empty or longer than `TokenMemory.keyLengths` allows.
  case keyLength(Int)
}
