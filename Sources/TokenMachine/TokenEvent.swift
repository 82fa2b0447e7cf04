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
}
