public import Cryptography
public import WireProtocol

/// What happens to a token.
public enum TokenEvent: Sendable {
  /// It got power, and its line with it.
  case started
  /// Its line to the host went away; with a token that lives on the line's power, that too.
  case lineLost
  /// Bytes came from the host; the caller wipes them afterwards.
  case received([UInt8])
  /// A key of its keypad was pressed.
  case key(KeyCode)
  /// The button of a slot was pressed.
  case press(slot: Int)
  /// `TokenMachine.nextDeadline` has come.
  case deadline
  /// Random bytes, `TokenMachine.entropySize` of them, in answer to `TokenEffect.entropyWanted`.
  case entropy(SecretBytes)
  /// Its person opened pairing, in whatever way the maker made for it.
  case openPairing
  /// Its case was opened or closed.
  case tamper(isOpen: Bool)
  /// Its battery has so much left, in percent.
  case battery(UInt8)
  /// The self-test that `TokenEffect.selfTest` asked for is over.
  case selfTested(passed: Bool)
}
