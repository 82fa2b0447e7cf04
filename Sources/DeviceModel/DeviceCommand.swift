/// What the daemon asks of a device. A driver whose device cannot do it ignores it.
public enum DeviceCommand: Sendable {
  /// Shows `text`, as much of it as fits; an empty one clears the display.
  case show(String)
  /// Tells the person how the login ended.
  case feedback(Feedback)
  /// What was typed so far was taken, or is void: whatever comes next starts a code. A keypad whose user ends no line,
  /// since the account's codes have one length, would otherwise type one line for ever.
  case startInput
  /// Finds out whether the device is still there; silence makes it `failed`.
  case ping
  /// Who this host is, to a device that pairs, and whom it knows: before the transport opens, and again when that has
  /// changed. A session with a device that is not known any more ends.
  case useCredentials(DeviceCredentials)
  /// Something that is answered, by `DeviceEvent.answer` with this ticket.
  case request(DeviceRequest, ticket: UInt32)
  /// Whether the operator found the pairing number the same on both sides.
  case pairVerdict(Bool)

  /// The two signals a device gives.
  public enum Feedback: UInt8, Sendable, CaseIterable {
    case accepted = 1
    case refused = 2
  }
}
