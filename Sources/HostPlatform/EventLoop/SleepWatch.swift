internal import CLinux
import Glibc

/// Tells when the machine has slept, after it woke. It belongs to the loop's thread.
///
/// Nothing polls: the kernel cancels a timer that was armed for it when the wall clock jumps, as it does on every resume
/// (C function: `timerfd_settime` with `TFD_TIMER_CANCEL_ON_SET`). Whether it was a sleep, and not a person or NTP who
/// set the clock, is seen from `CLOCK_BOOTTIME`, which alone goes on during sleep.
public final class SleepWatch {
  /// Between which two values the time asleep since boot lies.
  struct Asleep: Equatable {
    var least: Duration
    var most: Duration

    /// As the clocks say now.
    static var now: Asleep {
      let before = Duration.timeAwake
      let boot = Duration.boottime
      let after = Duration.timeAwake
      return Asleep(least: boot - after, most: boot - before)
    }
  }

  /// A time that no machine sees.
  private static let never = 1 << 33

  private let descriptor: OwnedFileDescriptor
  private let asleep: () -> Asleep
  private let onWake: () -> Void
  private var known: Asleep
  private var watch: Watch?

  /// Begins watching; `onWake` is called once after each sleep.
  public convenience init(loop: EventLoop, onWake: @escaping () -> Void) throws(SystemError) {
    try self.init(loop: loop, asleep: { .now }, onWake: onWake)
  }

  init(loop: EventLoop, asleep: @escaping () -> Asleep, onWake: @escaping () -> Void) throws(SystemError) {
    descriptor = OwnedFileDescriptor(
      adopting: try SystemError.retrying("timerfd_create") {
        timerfd_create(CLOCK_REALTIME, CInt(TFD_CLOEXEC | TFD_NONBLOCK))
      })
    self.asleep = asleep
    self.onWake = onWake
    known = asleep()
    try arm()
    watch = try loop.watch(descriptor.rawValue, for: .readable) { [weak self] _ in self?.clockJumped() }
  }

  deinit { watch?.cancel() }

  /// The time until the timer would expire, zero where it is not armed.
  var timeLeft: Duration {
    var left = itimerspec()
    timerfd_gettime(descriptor.rawValue, &left)
    return .seconds(left.it_value.tv_sec)
  }

  /// The kernel has cancelled the timer.
  func clockJumped() {
    var expirations: UInt64 = 0
    // ECANCELED is what it is read for; the timer stays cancelled until it is armed anew.
    _ = read(descriptor.rawValue, &expirations, MemoryLayout.size(ofValue: expirations))
    do throws(SystemError) {
      try arm()
    } catch {
      // Nothing can be told any more; not to be woken again and again is what is left.
      watch?.cancel()
      watch = nil
    }
    let now = asleep()
    let hasSlept = now.least > known.most
    known = hasSlept ? now : Asleep(least: max(known.least, now.least), most: min(known.most, now.most))
    if hasSlept { onWake() }
  }

  private func arm() throws(SystemError) {
    let number = descriptor.rawValue
    var value = itimerspec()
    value.it_value.tv_sec = Self.never
    _ = try SystemError.retrying("timerfd_settime") {
      timerfd_settime(number, CInt(TFD_TIMER_ABSTIME) | CInt(TFD_TIMER_CANCEL_ON_SET), &value, nil)
    }
  }
}
