/// The two times a login needs: the monotonic one for deadlines, the wall clock's for codes and records.
public struct LoginInstant: Sendable, Hashable {
  /// Since an arbitrary start, never running backwards.
  public var monotonic: Duration
  /// Since 1970-01-01 UTC; people and NTP may set it back.
  public var wallClock: Duration

  /// Makes an instant.
  public init(monotonic: Duration, wallClock: Duration) {
    self.monotonic = monotonic
    self.wallClock = wallClock
  }
}
