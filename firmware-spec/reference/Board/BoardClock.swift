internal import BoardSupport
internal import _Volatile

/// Monotonic time since the board started: the first timer, which runs through all 32 bits, and how often it has.
public enum BoardClock {
  /// The processor's clock, in hertz.
  public static var frequency: UInt32 { 25_000_000 }

  nonisolated(unsafe) private static var wraps: UInt32 = 0

  /// Starts time.
  public static func start() {
    Timer.first.value.store(.max)
    Timer.first.reload.store(.max)
    Timer.first.control.store(Timer.running)
  }

  /// Milliseconds since `start`, never running backwards.
  public static var milliseconds: UInt64 {
    board_mask_interrupts()
    defer { board_unmask_interrupts() }
    // A turn that nobody has counted yet shows by its pending interrupt; the value is read again after it.
    if Timer.first.interrupt.load() & 1 != 0 { wrapped() }
    let ticks = UInt64(wraps) << 32 | UInt64(.max - Timer.first.value.load())
    return ticks / UInt64(frequency / 1000)
  }

  /// Counts a turn, once: its interrupt is withdrawn.
  static func wrapped() {
    guard Timer.first.interrupt.load() & 1 != 0 else { return }
    Timer.first.interrupt.store(1)
    wraps &+= 1
  }
}
