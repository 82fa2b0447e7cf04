public import Cryptography
public import OTPAlgorithms

/// Decides what a code is, from the tokens that it may be of. It keeps nothing and changes nothing: a match is a
/// request to the store, which alone accepts.
///
/// Where several tokens show the code, one that has used it already decides, so that the same secret registered twice
/// does not let a code in twice; then the oldest token that may accept it.
public struct CodeVerifier<Hash: KeyedHash & ~Copyable>: Sendable {
  /// The windows, and whether emulated tokens are let in.
  public let policy: LoginPolicy

  /// Makes a verifier.
  @inlinable
  public init(policy: LoginPolicy) { self.policy = policy }

  /// Whether codes from there are looked at at all.
  @inlinable
  public func admits(_ origin: CodeOrigin) -> Bool {
    if case .emulated = origin { policy.admitsEmulated } else { true }
  }

  /// Compares `candidate` with the codes of those tokens whose number of digits it has; of any other length it is
  /// wrong.
  /// - Parameters:
  ///   - tokens: as the store lent them, oldest first.
  ///   - wallClock: when the code arrived, since 1970.
  @inlinable
  public func verdict(
    on candidate: SecretBytes, from origin: CodeOrigin, against tokens: [Token], at wallClock: Duration
  ) -> Verdict {
    guard admits(origin) else { return .emulatedRefused }
    var match: Verdict?
    var refusal = Verdict.wrong
    var used: Int64?
    for token in tokens where token.parameters.digits == candidate.count {
      let admitted = !token.isEmulated || policy.admitsEmulated
      switch search(for: candidate, of: token, at: wallClock) {
      case nil:
        if refusal == .wrong, admitted { refusal = .clockSteppedBack }
      case .absent: break
      case .some where !admitted:
        refusal = .emulatedRefused
      case .fresh(let counter):
        if match == nil { match = .match(token: token.id, counter: counter) }
      case .used:
        if used == nil { used = token.id }
      }
    }
    if let used { return .used(token: used) }
    return match ?? refusal
  }

  /// Nil when the clock stands too far back for a time-based token.
  @inlinable
  func search(
    for candidate: SecretBytes, of token: Token, at wallClock: Duration
  ) -> CounterSearch<Hash>.Finding? {
    guard case .time(let period, _) = token.parameters.movingFactor else {
      var search = CounterSearch<Hash>(for: candidate, of: token)
      return search.forward(lookAhead: policy.lookAhead)
    }
    if let lastUsed = token.lastUsed {
      let (slack, overflow) = period.multipliedReportingOverflow(by: policy.window)
      if !overflow, wallClock < lastUsed - .seconds(slack) { return nil }
    }
    guard wallClock >= .zero,
      let step = token.parameters.movingFactor.step(atUnixTime: UInt64(wallClock.components.seconds))
    else { return .absent }
    var search = CounterSearch<Hash>(for: candidate, of: token)
    return search.around(step, window: policy.window)
  }
}
