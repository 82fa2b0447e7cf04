internal import _Volatile

/// A serial line of the board: a CMSDK APB UART (Arm DDI 0479, §4.3). Received bytes come by interrupt into a ring, so
/// that none is lost while the token computes; bytes to send are written as the line takes them.
public struct UART {
  /// The line's state register, its bits.
  private enum State {
    static var transmitFull: UInt32 { 1 << 0 }
    static var receiveFull: UInt32 { 1 << 1 }
  }

  /// The control register, its bits.
  private enum Control {
    static var transmit: UInt32 { 1 << 0 }
    static var receive: UInt32 { 1 << 1 }
    static var receiveInterrupt: UInt32 { 1 << 3 }
  }

  private static var receiveInterrupt: UInt32 { 1 << 1 }

  private let data: VolatileMappedRegister<UInt32>
  private let state: VolatileMappedRegister<UInt32>
  private let control: VolatileMappedRegister<UInt32>
  private let interrupts: VolatileMappedRegister<UInt32>
  private let divisor: VolatileMappedRegister<UInt32>

  /// The line to the host.
  public static var host: UART { UART(at: 0x4000_4000) }
  /// The line that stands for a person: their fingers and eyes.
  public static var person: UART { UART(at: 0x4000_5000) }
  /// The line that random bytes come in by, in tests only: the emulated board has no source of its own.
  public static var testOnlyEntropy: UART { UART(at: 0x4000_6000) }

  init(at address: UInt) {
    data = VolatileMappedRegister(unsafeBitPattern: address)
    state = VolatileMappedRegister(unsafeBitPattern: address + 4)
    control = VolatileMappedRegister(unsafeBitPattern: address + 8)
    interrupts = VolatileMappedRegister(unsafeBitPattern: address + 12)
    divisor = VolatileMappedRegister(unsafeBitPattern: address + 16)
  }

  /// Sets the line to 115,200 baud, eight bits, no parity, and lets it receive.
  /// - Parameter interrupting: whether a received byte wakes the processor.
  public func start(interrupting: Bool) {
    divisor.store(BoardClock.frequency / 115_200)
    control.store(
      Control.transmit | Control.receive | (interrupting ? Control.receiveInterrupt : 0))
  }

  /// Takes the byte that was received, if one was, and lets the next one interrupt.
  public func take() -> UInt8? {
    interrupts.store(Self.receiveInterrupt)
    guard state.load() & State.receiveFull != 0 else { return nil }
    return UInt8(truncatingIfNeeded: data.load())
  }

  /// Sends a byte as soon as the line takes it.
  public func send(_ byte: UInt8) {
    while state.load() & State.transmitFull != 0 {}
    data.store(UInt32(byte))
  }

  /// Sends bytes in order.
  public func send(_ bytes: some Sequence<UInt8>) {
    for byte in bytes { send(byte) }
  }

  /// Sends a text of the firmware's own.
  public func send(_ text: StaticString) {
    send(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  /// Sends a number in decimal digits.
  public func send(_ number: UInt32) {
    if number >= 10 { send(number / 10) }
    send(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number % 10))
  }
}

/// For the trap handler, which is C.
@c(board_last_words)
func lastWords(_ character: CChar) { UART.person.send(UInt8(bitPattern: character)) }
