import GRDBSQLite

/// The SQLite library that the program runs with.
package enum SQLiteLibrary {
  /// The version of the library, such as `3.40.1`.
  package static var version: String { String(cString: sqlite3_libversion()) }
}
