/// What the state needs of a file system, as small as its tests can cut it off at every step.
///
/// Every operation is one that a crash, a full disk or a missing right can interrupt; each throws what the
/// system said. No operation follows a symbolic link in the last component of its path.
package protocol StateFileSystem: Sendable {
  /// Opens a file, never inherited by child processes; new files have mode 0600 whatever the umask.
  ///
  /// - Throws: `ENOENT` when there is none, `EEXIST` when it exists and must not, `ELOOP` for a
  ///   symbolic link.
  func open(_ path: String, _ access: FileAccess) throws(SystemError) -> OpenFile

  /// Closes it, and with it lets go of its lock; what was not synchronised may still be lost.
  func close(_ file: OpenFile)

  func status(of file: OpenFile) throws(SystemError) -> FileStatus

  /// Reads from that offset on, in one system call.
  ///
  /// - Returns: at most `count` bytes; none at the end of the file.
  func read(_ file: OpenFile, at offset: Int, count: Int) throws(SystemError) -> [UInt8]

  /// Appends bytes at the end in one system call.
  ///
  /// - Returns: how many were written; fewer than asked for when the disk is nearly full.
  func append(_ bytes: ArraySlice<UInt8>, to file: OpenFile) throws(SystemError) -> Int

  func truncate(_ file: OpenFile, to length: Int) throws(SystemError)

  /// Returns when the file's content is on the disk.
  func synchronize(_ file: OpenFile) throws(SystemError)

  /// Returns when the names in that folder are on the disk.
  func synchronizeFolder(_ path: String) throws(SystemError)

  /// Sets the mode to 0600.
  func makePrivate(_ file: OpenFile) throws(SystemError)

  /// Takes an advisory lock, which ends with the file's closing or the process.
  ///
  /// - Returns: `false` when somebody else holds one that excludes it.
  func tryLock(_ file: OpenFile, _ lock: FileLock) throws(SystemError) -> Bool

  /// Replaces `destination` in one step.
  func rename(_ source: String, to destination: String) throws(SystemError)

  /// Makes a second name for a file.
  func link(_ source: String, to destination: String) throws(SystemError)

  /// - Throws: `ENOENT` when there is nothing.
  func unlink(_ path: String) throws(SystemError)

  /// What stands under that name itself; `nil` when nothing does.
  func kind(of path: String) throws(SystemError) -> FileKind?

  /// Where a symbolic link points, as it is written there.
  func linkTarget(of path: String) throws(SystemError) -> String

  /// The absolute path without links, for comparing folders.
  ///
  /// - Throws: `ENOENT` when it does not exist.
  func canonicalPath(of path: String) throws(SystemError) -> String
}

extension StateFileSystem {
  /// Appends all of the bytes: in one system call, unless the system takes fewer.
  func appendAll(_ bytes: [UInt8], to file: OpenFile) throws(SystemError) {
    var rest = bytes[...]
    while !rest.isEmpty { rest = rest.dropFirst(try append(rest, to: file)) }
  }

  /// Removes a file; that there is none is no error.
  func unlinkIfPresent(_ path: String) throws(SystemError) {
    do throws(SystemError) {
      try unlink(path)
    } catch  where error.isMissingFile {
    } catch {
      throw error
    }
  }
}

/// What a file is opened for.
package enum FileAccess: Hashable, Sendable {
  /// An existing file, without waiting for a pipe's other end.
  case read
  /// A file that must not exist yet; all writing goes to its end.
  case create
  /// A file to lock and write the holder to, created when missing.
  case lock
  /// An existing file to lock and read the holder from.
  case existingLock
}

/// Which lock is taken.
package enum FileLock: Hashable, Sendable {
  case shared
  case exclusive
}

/// An open file, by the number that the system gave it.
package struct OpenFile: Hashable, Sendable {
  package let descriptor: Int32

  package init(descriptor: Int32) { self.descriptor = descriptor }
}

/// What stands under a name.
package enum FileKind: Hashable, Sendable {
  case regular
  case folder
  case symbolicLink
  /// A pipe, socket or device.
  case other
}

/// What is known of an open file.
package struct FileStatus: Hashable, Sendable {
  package let kind: FileKind
  /// In bytes.
  package let size: Int

  package init(kind: FileKind, size: Int) {
    self.kind = kind
    self.size = size
  }
}
