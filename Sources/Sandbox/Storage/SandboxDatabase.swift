import GRDB

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Opens the sandbox's database, and migrates it to the current schema.
enum SandboxDatabase {
  /// Opens the database, creating it if necessary.
  ///
  /// - Throws: `SandboxError.cannotOpenDatabase` when the file cannot be opened or used.
  static func open(_ database: SandboxConfiguration.Database) throws -> any DatabaseWriter {
    var configuration = Configuration()
    // Another server on the same file finishes a call in far less time.
    configuration.busyMode = .timeout(10)
    configuration.prepareDatabase { db in
      // With a write-ahead log this survives a crash of the process. Only a crash of the machine
      // may undo the last calls, which a sandbox can bear. The log is checkpointed every 32 MiB,
      // since each time waits for the disk twice and writes every changed page.
      try db.execute(
        sql: """
          PRAGMA synchronous = NORMAL; PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = 8192
          """
      )
    }
    switch database {
    case .inMemory:
      let queue = try DatabaseQueue(configuration: configuration)
      try Schema.migrator.migrate(queue)
      return queue
    case .file(let path):
      do {
        try SandboxFile.prepare(path)
        let pool = try DatabasePool(path: path, configuration: configuration)
        try Schema.migrator.migrate(pool)
        return pool
      } catch let error as DatabaseError {
        throw SandboxError.cannotOpenDatabase(
          path: path,
          reason: error.message ?? error.resultCode.description
        )
      }
    }
  }
}

/// Creates the database's file before SQLite does, to set its mode, which
/// SQLite's own files inherit.
private enum SandboxFile {
  static func prepare(_ path: String) throws(SandboxError) {
    makeFolders(of: path)
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw .cannotOpenDatabase(path: path, reason: String(cString: strerror(errno)))
    }
    defer { close(descriptor) }
    // The umask may have removed bits, and an older file may have too many.
    guard fchmod(descriptor, 0o600) == 0 else {
      throw .cannotOpenDatabase(path: path, reason: String(cString: strerror(errno)))
    }
  }

  /// Creates missing folders; a failure shows when the file is opened.
  private static func makeFolders(of path: String) {
    for (index, byte) in zip(path.utf8.indices, path.utf8).dropFirst()
    where byte == UInt8(ascii: "/") {
      mkdir(String(path[..<index]), 0o700)
    }
  }
}
