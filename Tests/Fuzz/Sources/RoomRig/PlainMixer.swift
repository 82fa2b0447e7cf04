/// Mixes bytes into 64 bits (FNV-1a) and spreads 64 bits over many (SplitMix64): quick, and nobody's secret.
struct PlainMixer {
  private(set) var state: UInt64

  init(_ start: UInt64 = 0xCBF2_9CE4_8422_2325) { state = start }

  mutating func add(_ bytes: UnsafeRawBufferPointer) {
    for byte in bytes { state = (state ^ UInt64(byte)) &* 0x100_0000_01B3 }
  }

  mutating func add(_ number: UInt64) {
    withUnsafeBytes(of: number) { add($0) }
  }

  /// The next byte of what the mixture spreads over.
  mutating func next() -> UInt8 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var spread = state
    spread = (spread ^ (spread >> 30)) &* 0xBF58_476D_1CE4_E5B9
    spread = (spread ^ (spread >> 27)) &* 0x94D0_49BB_1331_11EB
    return UInt8(truncatingIfNeeded: spread >> 56)
  }
}
