/// The store records the code as used; the code itself is gone.
struct AcceptingCode: Sendable {
  /// Where the code came from.
  let origin: CodeOrigin
  /// What the account has left, should the code turn out to be used.
  let triesLeft: Int
  /// Until when the store's answer is awaited.
  let deadline: Duration
}
