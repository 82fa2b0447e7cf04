import Foundation

/// The seed of a property test: KEYPORT_SEED where it is set, so that a printed failure can be had again.
enum Seed {
  static func fromEnvironment() -> UInt64 {
    ProcessInfo.processInfo.environment["KEYPORT_SEED"].flatMap(UInt64.init) ?? UInt64.random(in: 0...UInt64.max)
  }

  /// SplitMix64.
  struct Generator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = state
      mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      return mixed ^ (mixed >> 31)
    }
  }
}
