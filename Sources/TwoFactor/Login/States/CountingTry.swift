import Cryptography

/// The store counts the try before anybody looks at the code.
struct CountingTry: Sendable {
  /// The whole code.
  let code: SecretBytes
  /// Where it came from.
  let origin: CodeOrigin
  /// When it came, by the wall clock: the time it is compared for, however slow the store is.
  let arrived: Duration
  /// Until when the store's answer is awaited.
  let deadline: Duration
}
