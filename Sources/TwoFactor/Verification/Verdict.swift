/// What a code turned out to be.
public enum Verdict: Sendable, Equatable {
  /// The token shows it at this counter or time step, which was not used yet as far as the token's row told. Only the
  /// store's `accept` says whether it still holds.
  case match(token: Int64, counter: UInt64)
  /// The token shows it at a counter or time step that was used or passed over.
  case used(token: Int64)
  /// No token shows it.
  case wrong
  /// It comes from an emulated device, or an emulated token shows it, and policy admits neither.
  case emulatedRefused
  /// The wall clock stands so far before a token's last use that its codes cannot be told.
  case clockSteppedBack
}
