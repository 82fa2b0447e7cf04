/// A request that the device took and has not answered yet.
struct AwaitedAnswer: Sendable {
  /// The number of the frame that brought it.
  let sequence: UInt8
  /// What the caller names it.
  let ticket: UInt32
  /// When the answer is overdue.
  let deadline: Duration
}
