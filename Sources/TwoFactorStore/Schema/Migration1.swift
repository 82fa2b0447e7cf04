/// The first schema. Times are nanoseconds since 1970 by the wall clock; secrets are sealed, see `SealingKey`.
enum Migration1 {
  static let statements = [
    // failures: tries spent since the last acceptance. attempted: when the last of them was.
    """
    CREATE TABLE account (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      name TEXT NOT NULL UNIQUE,
      created INTEGER NOT NULL,
      failures INTEGER NOT NULL DEFAULT 0 CHECK (failures >= 0),
      attempted INTEGER
    ) STRICT
    """,
    // algorithm: HashAlgorithm's raw value. period, epoch: seconds, both null for counter-based tokens. secret: sealed
    // for "token:ACCOUNT:IDENTITY". Numbers are never given twice, so that old decisions name no new token.
    """
    CREATE TABLE token (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      account INTEGER NOT NULL REFERENCES account (id),
      identity TEXT NOT NULL UNIQUE,
      label TEXT NOT NULL,
      algorithm INTEGER NOT NULL,
      digits INTEGER NOT NULL,
      period INTEGER CHECK (period > 0),
      epoch INTEGER CHECK (epoch >= 0),
      next_counter INTEGER NOT NULL CHECK (next_counter >= 0),
      emulated INTEGER NOT NULL CHECK (emulated IN (0, 1)),
      secret BLOB NOT NULL,
      registered INTEGER NOT NULL,
      last_used INTEGER,
      CHECK ((period IS NULL) = (epoch IS NULL))
    ) STRICT
    """,
    "CREATE INDEX token_of_account ON token (account)",
    // account: a name, since decisions about names that are no account's are kept too. reason: a refusal's word or an
    // error's text. token: what an acceptance advanced.
    """
    CREATE TABLE decision (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      at INTEGER NOT NULL,
      account TEXT NOT NULL,
      seat TEXT,
      origin TEXT CHECK (origin IN ('hardware', 'emulated', 'typed')),
      device TEXT,
      outcome TEXT NOT NULL CHECK (outcome IN ('accepted', 'refused', 'expired', 'error')),
      reason TEXT,
      token INTEGER
    ) STRICT
    """,
    // image: sealed for "device:DEVICE".
    """
    CREATE TABLE device_memory (
      device TEXT PRIMARY KEY NOT NULL,
      image BLOB NOT NULL
    ) STRICT
    """,
  ]
}
