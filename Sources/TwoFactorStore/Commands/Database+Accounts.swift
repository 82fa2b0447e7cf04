import TwoFactor

extension Database {
  func addAccount(_ name: AccountName, at time: Duration) throws(StoreFailure) -> StoreResult {
    let added = try connection.run(
      "INSERT INTO account (name, created) VALUES (?, ?) ON CONFLICT (name) DO NOTHING",
      .text(name.text), .time(time))
    guard added == 1 else { throw .exists }
    return .done
  }

  func listAccounts() throws(StoreFailure) -> StoreResult {
    // One row for each number of digits that an account's tokens have, and one for an account without tokens.
    let rows = try connection.rows(
      """
      SELECT account.name, account.created, token.digits, count(token.id)
      FROM account LEFT JOIN token ON token.account = account.id
      GROUP BY account.id, token.digits ORDER BY account.name, token.digits
      """
    ) { row throws(StoreFailure) in try Self.summary(row) }
    var accounts: [AccountSummary] = []
    for row in rows {
      if let last = accounts.last, last.name == row.name {
        accounts[accounts.count - 1].digits += row.digits
        accounts[accounts.count - 1].tokenCount += row.tokenCount
      } else {
        accounts.append(row)
      }
    }
    return .accounts(accounts)
  }

  func findAccount(_ name: AccountName) throws(StoreFailure) -> StoreResult {
    let rows = try connection.rows(
      """
      SELECT account.name, account.created, token.digits, count(token.id)
      FROM account LEFT JOIN token ON token.account = account.id
      WHERE account.name = ? GROUP BY token.digits ORDER BY token.digits
      """, .text(name.text)
    ) { row throws(StoreFailure) in try Self.summary(row) }
    guard var account = rows.first else { throw .noAccount }
    for row in rows.dropFirst() {
      account.digits += row.digits
      account.tokenCount += row.tokenCount
    }
    return .account(account)
  }

  /// The store's number of the account.
  func number(of account: AccountName) throws(StoreFailure) -> Int64 {
    let number = try connection.first("SELECT id FROM account WHERE name = ?", .text(account.text)) { $0.integer(0) }
    guard let number else { throw .noAccount }
    return number
  }

  private static func summary(_ row: Row) throws(StoreFailure) -> AccountSummary {
    guard let name = AccountName(row.text(0)) else { throw .corrupt("an account has a name that is none") }
    return AccountSummary(
      name: name, digits: row.optionalInteger(2).map { [Int($0)] } ?? [], tokenCount: Int(row.integer(3)),
      created: row.time(1))
  }
}
