/// What happens to an emulated keypad.
public enum KeypadEvent: Sendable {
  /// It was plugged in: it gets power, and asks the host for a hello.
  case connected
  /// It was pulled out; its memory stays, its clock does not.
  case disconnected
  /// Bytes came from the host; the caller wipes them afterwards.
  case received([UInt8])
  /// Somebody does something to it.
  case person(PersonAct)
  /// `EmulatedKeypad.nextDeadline` has come.
  case deadline
}
