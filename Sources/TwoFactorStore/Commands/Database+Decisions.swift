import TwoFactor

extension Database {
  func keep(_ record: LoginRecord) throws(StoreFailure) -> StoreResult {
    try insert(record, token: nil)
    return .done
  }

  /// How many decisions are kept, the latest: some 10 MB.
  static var decisionsKept: Int64 { 100_000 }

  /// Writes a decision; the account need not exist.
  func insert(_ record: LoginRecord, token: Int64?) throws(StoreFailure) {
    let reason: String? =
      switch record.outcome {
      case .accepted, .expired: nil
      case .refused(let refusal): refusal.word
      case .error(let text): text
      }
    try connection.run(
      """
      INSERT INTO decision (at, account, seat, origin, device, outcome, reason, token)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """,
      .time(record.at), .text(record.account.text), .optional(record.seat), .optional(record.origin?.word),
      .optional(record.origin?.device), .text(record.outcome.word), .optional(reason), .optional(token))
    // Whoever can ask for logins could fill the disk otherwise, and a full disk refuses everyone.
    try connection.run(
      "DELETE FROM decision WHERE id <= (SELECT max(id) FROM decision) - ?", .integer(Self.decisionsKept))
  }
}
