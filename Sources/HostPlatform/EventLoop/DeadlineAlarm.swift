internal import CLinux
import Glibc

/// Wakes the loop at its earliest deadline (C function: `timerfd_create`). epoll's own timeout would stand still while
/// the machine is suspended, and a login that expired meanwhile would go on waiting.
final class DeadlineAlarm {
  let descriptor: OwnedFileDescriptor
  private var deadline: Duration?

  init() throws(SystemError) {
    descriptor = OwnedFileDescriptor(
      adopting: try SystemError.retrying("timerfd_create") {
        timerfd_create(CLOCK_BOOTTIME, CInt(TFD_CLOEXEC | TFD_NONBLOCK))
      })
  }

  /// Rings once at `deadline`, at once if that has passed; never where it is nil.
  func set(to deadline: Duration?) throws(SystemError) {
    guard deadline != self.deadline else { return }
    var value = itimerspec()
    if let deadline {
      // All zero would disarm it.
      let (seconds, attoseconds) = max(deadline, .nanoseconds(1)).components
      value.it_value = timespec(
        tv_sec: Int(clamping: seconds), tv_nsec: Int((attoseconds + 999_999_999) / 1_000_000_000))
      if value.it_value.tv_nsec >= 1_000_000_000 {
        value.it_value = timespec(tv_sec: value.it_value.tv_sec + 1, tv_nsec: 0)
      }
    }
    let number = descriptor.rawValue
    _ = try SystemError.retrying("timerfd_settime") {
      timerfd_settime(number, CInt(TFD_TIMER_ABSTIME), &value, nil)
    }
    self.deadline = deadline
  }

  /// It has rung: it is silent until it is set again.
  func rang() {
    var count: UInt64 = 0
    _ = Glibc.read(descriptor.rawValue, &count, 8)
    deadline = nil
  }
}
