internal import _Volatile

/// A CMSDK APB timer (Arm DDI 0479, §4.5): counts down from its reload value at the processor's clock.
struct Timer {
  let control: VolatileMappedRegister<UInt32>
  let value: VolatileMappedRegister<UInt32>
  let reload: VolatileMappedRegister<UInt32>
  let interrupt: VolatileMappedRegister<UInt32>

  /// Enabled, with its interrupt.
  static var running: UInt32 { 1 << 0 | 1 << 3 }

  static var first: Timer { Timer(at: 0x4000_0000) }
  static var second: Timer { Timer(at: 0x4000_1000) }

  init(at address: UInt) {
    control = VolatileMappedRegister(unsafeBitPattern: address)
    value = VolatileMappedRegister(unsafeBitPattern: address + 4)
    reload = VolatileMappedRegister(unsafeBitPattern: address + 8)
    interrupt = VolatileMappedRegister(unsafeBitPattern: address + 12)
  }
}
