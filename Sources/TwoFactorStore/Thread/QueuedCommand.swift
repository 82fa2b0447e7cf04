import TwoFactor

/// A command and where its answer goes.
struct QueuedCommand: Sendable {
  let command: StoreCommand
  let done: @Sendable (Result<StoreResult, StoreFailure>) -> Void
}
