public import Cryptography
public import WireProtocol

/// What an emulated keypad wants done, in order: its memory is safe before a code that depends on it leaves.
public enum KeypadEffect: Sendable {
  /// Hand these bytes to the host, after those before; wipe them afterwards.
  case send([UInt8])
  /// Save this memory image in the last one's place.
  case memoryChanged(SecretBytes)
  /// Its display shows something else now: `EmulatedKeypad.display`.
  case displayChanged
  /// It gives its person this signal, in these ways.
  case signal(Feedback, FeedbackWays)
}
