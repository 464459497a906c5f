import Synchronization

/// The open journal of a running apply, in a file.
final class FileJournal: StateJournal {
  private struct Progress {
    /// The offset, in bytes, at which the last whole line ends.
    var length: Int
    /// Why a line that failed could not be removed; once set, nothing may follow.
    var failure: StateError?
  }

  private let file: OpenFile
  private let path: String
  private let fileSystem: any StateFileSystem
  private let progress: Mutex<Progress>

  /// Creates the journal; on return its header is on the disk.
  init(
    _ header: [UInt8],
    _ paths: StatePaths,
    _ fileSystem: any StateFileSystem
  ) throws(StateError) {
    self.fileSystem = fileSystem
    path = paths.journal
    progress = Mutex(Progress(length: header.count))
    do throws(SystemError) {
      file = try fileSystem.open(paths.journal, .create)
    } catch {
      throw .unwritable(paths.journal, error)
    }
    do throws(SystemError) {
      try fileSystem.appendAll(header, to: file)
      try fileSystem.synchronize(file)
      try fileSystem.synchronizeFolder(paths.folder)
    } catch {
      fileSystem.close(file)
      // If it cannot be removed, it still counts for nothing without a complete header.
      try? fileSystem.unlink(paths.journal)
      throw .unwritable(paths.journal, error)
    }
  }

  /// Appends the bytes in one write.
  func append(_ bytes: [UInt8]) throws(StateError) {
    try progress.withLock { (progress) throws(StateError) in
      if let failure = progress.failure { throw failure }
      do throws(SystemError) {
        try fileSystem.appendAll(bytes, to: file)
      } catch {
        let failure = StateError.unwritable(path, error)
        takeBack(&progress, after: failure)
        throw failure
      }
      progress.length += bytes.count
    }
  }

  /// Removes what a failed write left of its line.
  private func takeBack(_ progress: inout Progress, after failure: StateError) {
    do throws(SystemError) {
      try fileSystem.truncate(file, to: progress.length)
    } catch {
      // The torn line stays; the next run accepts one at the end of a journal, and only there.
      progress.failure = failure
    }
  }

  func synchronize() throws(StateError) {
    do throws(SystemError) {
      try fileSystem.synchronize(file)
    } catch {
      throw .unwritable(path, error)
    }
  }

  func close() { fileSystem.close(file) }
}
