import Foundation

/// Random test cases that can be had again (SplitMix64: Steele, Lea and Flood, 2014). The seed comes from KEYPORT_SEED,
/// or is drawn, and is told with a failure.
package struct SeededGenerator: RandomNumberGenerator {
  package let seed: UInt64
  private var state: UInt64

  /// KEYPORT_SEED, if it is set.
  package static let environmentSeed = ProcessInfo.processInfo.environment["KEYPORT_SEED"].flatMap { UInt64($0) }

  package init(seed: UInt64 = Self.environmentSeed ?? .random(in: .min ... .max)) {
    self.seed = seed
    state = seed
  }

  /// What to put beside an expectation, so that its failure can be repeated.
  package var replay: String { "repeat with KEYPORT_SEED=\(seed)" }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  package mutating func bytes(_ count: Int) -> [UInt8] {
    (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &self) }
  }
}
