// SQLite, and what Swift cannot import of it: a function-pointer macro and a variadic call.
#pragma once
#include <stddef.h>
#include <sqlite3.h>

/// `SQLITE_TRANSIENT`: tells SQLite to copy the bound bytes before the call returns.
static inline sqlite3_destructor_type keyport_sqlite_transient(void) { return SQLITE_TRANSIENT; }

/// Sets one boolean database option (C function: `sqlite3_db_config`).
static inline int keyport_sqlite_set_option(sqlite3 *database, int option, int value) {
  return sqlite3_db_config(database, option, value, NULL);
}
