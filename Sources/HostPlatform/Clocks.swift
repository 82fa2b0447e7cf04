import Glibc

extension Duration {
  /// Time since the machine started, suspend included (C: `CLOCK_BOOTTIME`). For deadlines.
  public static var boottime: Duration { read(CLOCK_BOOTTIME) }

  /// Time since 1970-01-01 UTC by the machine's wall clock, which people and NTP may set back. For codes and records.
  public static var wallClock: Duration { read(CLOCK_REALTIME) }

  /// Time since the machine started, suspend left out (C: `CLOCK_MONOTONIC`). For telling how long it slept.
  static var timeAwake: Duration { read(CLOCK_MONOTONIC) }

  private static func read(_ clock: clockid_t) -> Duration {
    var time = timespec()
    precondition(clock_gettime(clock, &time) == 0, "clock_gettime")
    return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
  }
}
