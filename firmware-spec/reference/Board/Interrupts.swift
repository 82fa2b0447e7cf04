internal import BoardSupport
internal import _Volatile

/// What interrupts bring, and how the main loop waits for it.
///
/// The main loop runs with interrupts masked only while it looks at what they share.
public enum Interrupts {
  nonisolated(unsafe) fileprivate static var fromHost = ReceiveRing()
  nonisolated(unsafe) fileprivate static var fromPerson = ReceiveRing()
  nonisolated(unsafe) fileprivate static var deadlineCame = false
  nonisolated(unsafe) private static var sleeps: UInt32 = 0

  /// What woke the main loop: any of them, and at least one.
  public struct Wake {
    /// Bytes from the host; the loop wipes them afterwards.
    public var fromHost: [UInt8] = []
    /// Bytes from the person's line.
    public var fromPerson: [UInt8] = []
    /// Whether the deadline timer ran out.
    public var deadlineCame = false

    var isEmpty: Bool { fromHost.isEmpty && fromPerson.isEmpty && !deadlineCame }
  }

  /// How often the processor went to sleep: one that spins never does, one that is woken for nothing often.
  public static var sleepCount: UInt32 { sleeps }

  /// Lets the lines and the timers interrupt: NVIC_ISER0 (ARMv7-M §B3.4.4).
  public static func enable() {
    let numbers: UInt32 = 1 << 0 | 1 << 2 | 1 << 8 | 1 << 9
    VolatileMappedRegister<UInt32>(unsafeBitPattern: 0xE000_E100).store(numbers)
    board_unmask_interrupts()
  }

  /// Sleeps until there is something to do, and returns it.
  public static func wait() -> Wake {
    while true {
      board_mask_interrupts()
      if fromHost.isEmpty && fromPerson.isEmpty && !deadlineCame {
        sleeps &+= 1
        board_wait_for_interrupt()
      }
      let wake = Wake(fromHost: fromHost.takeAll(), fromPerson: fromPerson.takeAll(), deadlineCame: deadlineCame)
      deadlineCame = false
      board_unmask_interrupts()
      if !wake.isEmpty { return wake }
    }
  }
}

@c(board_uart0_received)
func hostReceived() {
  while let byte = UART.host.take() { Interrupts.fromHost.put(byte) }
}

@c(board_uart1_received)
func personReceived() {
  while let byte = UART.person.take() { Interrupts.fromPerson.put(byte) }
}

@c(board_clock_wrapped)
func clockWrapped() { BoardClock.wrapped() }

@c(board_deadline_came)
func deadlineCame() {
  DeadlineTimer.stop()
  Interrupts.deadlineCame = true
}
