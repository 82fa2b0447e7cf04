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
  /// The policy demands a session, and the device knows none.
  case sessionUnsupported
  /// The device wants a session and this host has no key of its own to begin one with.
  case sessionImpossible
  /// The device proved a key that this host never paired with.
  case strangeDevice
  /// The device knows nothing of a pairing with this host.
  case notPaired
  /// The session could not be made: wrong bytes, or none in time.
  case sessionFailed
}
