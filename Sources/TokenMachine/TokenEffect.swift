public import Cryptography
public import WireProtocol

/// What a token wants done, in this order: its memory is safe before a code that depends on it leaves.
public enum TokenEffect: Sendable {
  /// Write these bytes to the host, after those before; wipe them afterwards.
  case send([UInt8])
  /// Keep this memory image in the last one's place.
  case memoryChanged(SecretBytes)
  /// The display shows something else now: `TokenMachine.display`.
  case displayChanged
  /// Give the person this signal, in these ways.
  case signal(Feedback, FeedbackWays)
  /// The token wants `TokenEvent.entropy`.
  case entropyWanted
  /// Test the hardware, then tell `TokenEvent.selfTested`.
  case selfTest
  /// Start anew, as after power: whoever runs the token makes it again from its memory.
  case restart
}
