import Foundation

/// Where the property tests' randomness starts: `KEYPORT_SEED`, or anything.
enum Seed {
  static let value: UInt64 =
    ProcessInfo.processInfo.environment["KEYPORT_SEED"].flatMap(UInt64.init) ?? .random(in: .min ... .max)
}

/// A generator that gives the same numbers for the same seed (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}
