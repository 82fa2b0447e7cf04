/// What a database is opened with besides its path and key.
struct DatabaseOptions: Sendable {
  /// How long a lock that another process holds is waited for. Shorter than a login waits for the store.
  var lockLimit: Duration = .seconds(5)
  /// The most pages the file may have, where that is limited (SQLite: `max_page_count`).
  var pageLimit: Int?
}
