import TwoFactor

extension Database {
  /// One statement decides whether there is a try left, and spends it.
  func beginAttempt(
    on account: AccountName, _ limits: AttemptLimits, at time: Duration
  ) throws(StoreFailure) -> StoreResult {
    let counted = try connection.first(
      """
      UPDATE account SET failures = failures + 1, attempted = ?2
      WHERE name = ?1 AND (failures < ?3 OR attempted IS NULL OR ?2 - attempted >= ?4)
      RETURNING id, failures
      """, .text(account.text), .time(time), .integer(Int64(limits.tries)), .time(limits.lockout)
    ) { (id: $0.integer(0), failures: $0.integer(1)) }
    guard let counted else { return try locked(account, limits, at: time) }
    return .attempt(
      Attempt(tokens: try openTokens(of: counted.id), triesLeft: Int(max(Int64(limits.tries) - counted.failures, 0))))
  }

  /// A lock is counted from the last try. Where the clock was set back since, it is counted from now on, so that it
  /// lasts no longer than it should.
  private func locked(
    _ account: AccountName, _ limits: AttemptLimits, at time: Duration
  ) throws(StoreFailure) -> StoreResult {
    try connection.run(
      "UPDATE account SET attempted = ?2 WHERE name = ?1 AND attempted > ?2", .text(account.text), .time(time))
    let attempted = try connection.first(
      "SELECT attempted FROM account WHERE name = ?", .text(account.text), read: { $0.time(0) })
    guard let attempted else { throw .noAccount }
    return .locked(until: attempted + limits.lockout)
  }

  /// One statement decides whether the counter was used, and uses it.
  func accept(_ token: Int64, _ counter: UInt64, _ record: LoginRecord) throws(StoreFailure) -> StoreResult {
    let counter = try Self.stored(counter, "the counter")
    let account = try number(of: record.account)
    let advanced = try connection.run(
      """
      UPDATE token SET next_counter = ?2 + 1, last_used = ?3
      WHERE id = ?1 AND account = ?4 AND next_counter <= ?2
      """, .integer(token), .integer(counter), .time(record.at), .integer(account))
    guard advanced == 1 else {
      let known = try connection.first(
        "SELECT 1 FROM token WHERE id = ? AND account = ?", .integer(token), .integer(account)
      ) { _ in true }
      guard known == true else { throw .unavailable("the account has no token \(token) any more") }
      return .accepted(false)
    }
    try connection.run("UPDATE account SET failures = 0 WHERE id = ?", .integer(account))
    try insert(record, token: token)
    return .accepted(true)
  }
}
