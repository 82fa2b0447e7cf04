/// Why a link cannot be used.
public enum LinkFailure: Error, Sendable, Hashable {
  /// No hello came back, though so many were sent.
  case noAnswer(tries: Int)
  /// The device says that it speaks none of the host's versions; its own, where it told them.
  case noCommonVersion(device: ClosedRange<UInt8>?)
  /// The device chose a version that the host never offered.
  case versionNotOffered(UInt8)
  /// The device was there, but so many pings found no answer.
  case silent(tries: Int)
}
