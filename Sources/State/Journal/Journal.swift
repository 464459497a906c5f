import JSONText
import Model

/// The open journal of a running apply.
struct Journal {
  private let file: OpenFile
  private let path: String
  private let fileSystem: any StateFileSystem
  /// Where the last whole line ends, in bytes.
  private var length: Int
  /// How many entries were recorded.
  private(set) var count = 0
  /// Set when a line that failed could not be taken back: nothing may follow it.
  private var failure: StateError?
  /// Keeps its memory from line to line.
  private var writer = JSONWriter()

  /// Makes the journal, whose header is on the disk by then.
  init(
    _ header: JournalHeader,
    _ paths: StatePaths,
    _ fileSystem: any StateFileSystem
  ) throws(StateError) {
    self.fileSystem = fileSystem
    path = paths.journal
    let line = header.line
    length = line.count
    do throws(SystemError) {
      file = try fileSystem.open(paths.journal, .create)
    } catch {
      throw .unwritable(paths.journal, error)
    }
    do throws(SystemError) {
      try fileSystem.appendAll(line, to: file)
      try fileSystem.synchronize(file)
      try fileSystem.synchronizeFolder(paths.folder)
    } catch {
      fileSystem.close(file)
      // Without a complete header it counts for nothing, if it cannot be removed.
      try? fileSystem.unlink(paths.journal)
      throw .unwritable(paths.journal, error)
    }
  }

  /// Appends entries that count together or not at all, in one write.
  mutating func append(_ entries: [StateEntry]) throws(StateError) {
    if let failure { throw failure }
    writer.removeAll()
    for (index, entry) in entries.enumerated() {
      let isContinued = index < entries.count - 1
      JournalLine.write(entry, number: count + index + 1, isContinued: isContinued, to: &writer)
    }
    do throws(SystemError) {
      try fileSystem.appendAll(writer.bytes, to: file)
    } catch {
      let failure = StateError.unwritable(path, error)
      takeBack(after: failure)
      throw failure
    }
    length += writer.count
    count += entries.count
  }

  /// Removes what a failed write left of its line.
  private mutating func takeBack(after failure: StateError) {
    do throws(SystemError) {
      try fileSystem.truncate(file, to: length)
    } catch {
      // The torn line stays, which the next run expects at the end of a journal, and only there.
      self.failure = failure
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
