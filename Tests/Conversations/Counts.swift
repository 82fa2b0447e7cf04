/// What happened in conversations: a test that sees only quiet ones proves nothing.
package struct Counts: Sendable {
  package var conversations = 0
  package var codes = 0
  package var delivered = 0
  package var repeatedAfterLoss = 0
  package var unknown = 0
  package var settledLater = 0
  package var restarts = 0
  package var failures = 0
  package var sessions = 0

  package init() {}

  package mutating func add(_ other: Counts) {
    conversations += other.conversations
    codes += other.codes
    delivered += other.delivered
    repeatedAfterLoss += other.repeatedAfterLoss
    unknown += other.unknown
    settledLater += other.settledLater
    restarts += other.restarts
    failures += other.failures
    sessions += other.sessions
  }
}
