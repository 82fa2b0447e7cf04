internal import _Volatile

/// The second timer: it interrupts once, when the token's next deadline has come, or earlier where that is farther off
/// than the timer reaches; the token then sees that it is too early, and the timer is set again.
public enum DeadlineTimer {
  /// The farthest the timer reaches, in milliseconds.
  public static var longest: UInt32 { .max / (BoardClock.frequency / 1000) }

  /// Sets it to run out in so many milliseconds.
  public static func set(_ milliseconds: UInt32) {
    stop()
    let ticks = max(1, min(milliseconds, longest) * (BoardClock.frequency / 1000))
    Timer.second.reload.store(ticks)
    Timer.second.value.store(ticks)
    Timer.second.control.store(Timer.running)
  }

  /// Lets it run no more.
  public static func stop() {
    Timer.second.control.store(0)
    Timer.second.interrupt.store(1)
  }
}
