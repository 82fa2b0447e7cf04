/// What happens to a host's link.
public enum HostLinkEvent: Sendable {
  /// The line to the device is open.
  case opened
  /// Bytes came from the device; the caller wipes them afterwards.
  case received([UInt8])
  /// `HostLink.nextDeadline` has come.
  case deadline
  /// Somebody wants a text shown; nothing happens where the device has no display.
  case show(PrintableText)
  /// Somebody wants a signal given; nothing happens where the device has none.
  case feedback(Feedback)
  /// Somebody wants to know whether the device is still there.
  case ping
}
