public import Cryptography

/// What the stand-in token wants done, in order: its memory is safe before a code that depends on it leaves.
public enum StandInEffect: Sendable {
  /// Hand these bytes to the host, after those before; wipe them afterwards.
  case send([UInt8])
  /// Save this memory image in the last one's place.
  case memoryChanged(SecretBytes)
}
