public import DeviceModel

/// What happens to the stand-in token.
public enum StandInEvent: Sendable {
  /// It was put in place: it gets power, and asks the host for a hello.
  case connected
  /// It was taken away.
  case disconnected
  /// Bytes came from the host; the caller wipes them afterwards.
  case received([UInt8])
  /// The button of a slot was pressed.
  case press(slot: Int)
  /// A key of its keypad was pressed.
  case key(Key)
  /// `StandInToken.nextDeadline` has come.
  case deadline
}
