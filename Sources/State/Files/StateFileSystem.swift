/// The operations that the state needs of a file system, few enough for tests
/// to interrupt each one.
///
/// A crash, a full disk or a missing permission can interrupt every operation; each throws the
/// system's error. No operation follows a symbolic link in the last component of its path.
package protocol StateFileSystem: Sendable {
  /// Opens a file, never inherited by child processes; new files have mode 0600 whatever the umask.
  ///
  /// - Throws: `ENOENT` when it is missing, `EEXIST` when it exists but must not, and `ELOOP`
  ///   for a symbolic link.
  func open(_ path: String, _ access: FileAccess) throws(SystemError) -> OpenFile

  /// Closes a file and releases its lock; data that was not synchronised may still be lost.
  func close(_ file: OpenFile)

  func status(of file: OpenFile) throws(SystemError) -> FileStatus

  /// Reads from a byte offset, in one system call.
  ///
  /// - Returns: At most `count` bytes; none at the end of the file.
  func read(_ file: OpenFile, at offset: Int, count: Int) throws(SystemError) -> [UInt8]

  /// Appends bytes at the end, in one system call.
  ///
  /// - Returns: How many were written; fewer than asked for when the disk is nearly full.
  func append(_ bytes: ArraySlice<UInt8>, to file: OpenFile) throws(SystemError) -> Int

  func truncate(_ file: OpenFile, to length: Int) throws(SystemError)

  /// Returns when the file's content is on the disk.
  func synchronize(_ file: OpenFile) throws(SystemError)

  /// Returns when the names in that folder are on the disk.
  func synchronizeFolder(_ path: String) throws(SystemError)

  /// Sets the mode to 0600.
  func makePrivate(_ file: OpenFile) throws(SystemError)

  /// Takes an advisory lock, which ends when the file is closed or the process ends.
  ///
  /// - Returns: `false` when somebody else holds a conflicting lock.
  func tryLock(_ file: OpenFile, _ lock: FileLock) throws(SystemError) -> Bool

  /// Replaces `destination` by `source` in one step.
  func rename(_ source: String, to destination: String) throws(SystemError)

  /// Creates a second name for a file.
  func link(_ source: String, to destination: String) throws(SystemError)

  /// Removes the name of a file.
  ///
  /// - Throws: `ENOENT` when there is nothing.
  func unlink(_ path: String) throws(SystemError)

  /// What kind of file has that name, without following a link; `nil` when there is none.
  func kind(of path: String) throws(SystemError) -> FileKind?

  /// The target of a symbolic link, exactly as the link gives it.
  func linkTarget(of path: String) throws(SystemError) -> String

  /// The absolute path without links, for comparing folders.
  ///
  /// - Throws: `ENOENT` when it does not exist.
  func canonicalPath(of path: String) throws(SystemError) -> String
}

extension StateFileSystem {
  /// Appends all of the bytes, in one system call unless the system takes fewer.
  func appendAll(_ bytes: [UInt8], to file: OpenFile) throws(SystemError) {
    var rest = bytes[...]
    while !rest.isEmpty { rest = rest.dropFirst(try append(rest, to: file)) }
  }

  /// Removes a file; it is not an error if there is none.
  func unlinkIfPresent(_ path: String) throws(SystemError) {
    do throws(SystemError) {
      try unlink(path)
    } catch  where error.isMissingFile {
    } catch {
      throw error
    }
  }
}

/// The purpose for which a file is opened.
package enum FileAccess: Hashable, Sendable {
  /// An existing file is read, without waiting for a pipe's other end.
  case read
  /// A new file is created, which must not exist yet; all writing goes to its end.
  case create
  /// A file is locked and the holder written to it; it is created when missing.
  case lock
  /// An existing file is locked and the holder read from it.
  case existingLock
}

/// The kind of lock to take.
package enum FileLock: Hashable, Sendable {
  case shared
  case exclusive
}

/// An open file, identified by the system's number for it.
package struct OpenFile: Hashable, Sendable {
  package let descriptor: Int32

  package init(descriptor: Int32) { self.descriptor = descriptor }
}

/// What kind of file a name belongs to.
package enum FileKind: Hashable, Sendable {
  case regular
  case folder
  case symbolicLink
  /// The file is a pipe, a socket or a device.
  case other
}

/// What the system knows of an open file.
package struct FileStatus: Hashable, Sendable {
  package let kind: FileKind
  /// The file's size, in bytes.
  package let size: Int

  package init(kind: FileKind, size: Int) {
    self.kind = kind
    self.size = size
  }
}
