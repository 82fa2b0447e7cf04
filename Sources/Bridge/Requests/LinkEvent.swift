import DeviceModel

/// What happens on a device's line beside what its person does.
enum LinkEvent {
  /// The device has said who it is, for the first time or again; a session protects its line, or none does.
  case ready
  /// The device answered a request.
  case answered(ticket: UInt32, DeviceAnswer)
  /// Its line is closed: nothing is answered any more.
  case closed
}
