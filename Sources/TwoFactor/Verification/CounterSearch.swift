public import Cryptography
public import OTPAlgorithms

/// Finds the counter or time step at which one token shows a code. Nothing is allocated on the way but the keyed hash.
public struct CounterSearch<Hash: KeyedHash & ~Copyable>: ~Copyable {
  /// Where the code was found, if anywhere.
  public enum Finding: Sendable, Equatable {
    /// At a counter that may still be accepted.
    case fresh(UInt64)
    /// At a counter below the lowest that may still be accepted.
    case used
    /// Nowhere near.
    case absent
  }

  /// How many counters below the expected one a counter-based token's code is looked for, to tell the last code typed
  /// again from a wrong one; each more would cost every wrong code one more hash. Time-based tokens are looked back
  /// for their window alone.
  public static var lookBack: UInt64 { 1 }

  /// What the candidate's digits write; nil where they are none.
  @usableFromInline let number: UInt64?
  @usableFromInline let nextCounter: UInt64
  @usableFromInline var password: OneTimePassword<Hash>

  /// Keys the hash with the token's secret.
  @inlinable
  public init(for candidate: SecretBytes, of token: Token) {
    nextCounter = token.nextCounter
    password = OneTimePassword<Hash>(token.parameters, key: token.secret)
    number = password.number(of: candidate)
  }

  /// Looks at the expected counter and `lookAhead` after it, then at the one before it (RFC 4226 §7.4).
  @inlinable
  public mutating func forward(lookAhead: UInt64) -> Finding {
    guard let number else { return .absent }
    var counter = nextCounter
    for _ in 0...min(lookAhead, UInt64.max - 1) {
      if password.matches(number: number, at: counter) { return .fresh(counter) }
      guard counter < UInt64.max else { break }
      counter += 1
    }
    counter = nextCounter
    for _ in 0..<min(Self.lookBack, nextCounter) {
      counter -= 1
      if password.matches(number: number, at: counter) { return .used }
    }
    return .absent
  }

  /// Looks at `step`, then at its neighbours by their distance, the earlier first: 0, −1, +1, −2, +2, … ±`window`
  /// (RFC 6238 §5.2).
  @inlinable
  public mutating func around(_ step: UInt64, window: UInt64) -> Finding {
    guard let number else { return .absent }
    if password.matches(number: number, at: step) { return finding(at: step) }
    var distance: UInt64 = 0
    while distance < window {
      distance += 1
      if distance <= step, password.matches(number: number, at: step - distance) { return finding(at: step - distance) }
      let (later, overflow) = step.addingReportingOverflow(distance)
      if !overflow, password.matches(number: number, at: later) { return finding(at: later) }
      if distance > step, overflow { break }
    }
    return .absent
  }

  @inlinable
  func finding(at step: UInt64) -> Finding { step >= nextCounter ? .fresh(step) : .used }
}
