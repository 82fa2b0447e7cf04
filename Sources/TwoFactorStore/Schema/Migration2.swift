/// Sessions with devices: this host's own secret, and whom it is paired with.
enum Migration2 {
  static let statements = [
    // secret: sealed for "host-identity". One row at most.
    """
    CREATE TABLE host_identity (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      secret BLOB NOT NULL,
      created INTEGER NOT NULL
    ) STRICT
    """,
    // public_key: X25519, 32 bytes; no secret. name: what the device was called when it was paired.
    """
    CREATE TABLE paired_devices (
      public_key BLOB PRIMARY KEY NOT NULL CHECK (length(public_key) = 32),
      name TEXT NOT NULL,
      paired INTEGER NOT NULL,
      last_seen INTEGER
    ) STRICT
    """,
  ]
}
