public import Cryptography

/// Stands in for a session's functions, so that an execution takes microseconds and not milliseconds: the machines'
/// states are what is fuzzed here, and `FuzzSession` has the real functions. Both sides agree as they would with those,
/// and bytes that nobody sealed are refused unless their author knows this file.
public enum PlainSuite: SessionSuite {
  /// Powers modulo a small prime.
  public typealias Agreement = PlainAgreement
  /// A stream of mixed bytes, and a tag.
  public typealias Cipher = PlainCipher
  /// The same mixing as a hash.
  public typealias Hash = PlainDigest
}
