import Model

/// A state in a file, with its journal, lock and backup beside it.
package struct FileStorage: StateStorage {
  private let paths: StatePaths
  private let fileSystem: any StateFileSystem
  private let clock: any Clock<Duration>

  /// Resolves the paths of a state and its companions.
  ///
  /// - Parameters:
  ///   - path: The path of the state file, which need not exist yet, but its folder must.
  ///   - fileSystem: The file system that holds it.
  ///   - clock: The clock that measures the wait for the lock.
  /// - Throws: `StateError` for a missing folder, or for a link that leads out of it.
  package init(
    path: String,
    fileSystem: any StateFileSystem = RealFileSystem(),
    clock: any Clock<Duration> = ContinuousClock()
  ) throws(StateError) {
    paths = try StatePaths(resolving: path, in: fileSystem)
    self.fileSystem = fileSystem
    self.clock = clock
  }

  package var names: StateNames {
    StateNames(state: paths.state, journal: paths.journal, predecessor: paths.backup)
  }

  private var replacement: StateReplacement {
    StateReplacement(paths: paths, fileSystem: fileSystem)
  }

  private var stateLock: StateLock { StateLock(paths: paths, fileSystem: fileSystem) }

  // MARK: State

  package func isEmpty() throws(StateError) -> Bool {
    try !exists(anyOf: [paths.state, paths.journal])
  }

  private func exists(anyOf paths: [String]) throws(StateError) -> Bool {
    for path in paths {
      do throws(SystemError) {
        if try fileSystem.kind(of: path) != nil { return true }
      } catch {
        throw .unreadable(path, error)
      }
    }
    return false
  }

  package func read(inMemory isKept: Bool) throws(StateError) -> StoredState? {
    guard let content = try source(paths.state, inMemory: isKept) else { return nil }
    do throws(SystemError) {
      return StoredState(content: content, version: try Self.version(of: content))
    } catch {
      throw .unreadable(paths.state, error)
    }
  }

  private func source(_ path: String, inMemory isKept: Bool) throws(StateError) -> LineSource? {
    guard let file = try ReadableFile(path, fileSystem) else { return nil }
    guard isKept else { return LineSource(file) }
    do throws(SystemError) {
      return LineSource(try file.bytes(0..<file.size), path: path)
    } catch {
      throw .unreadable(path, error)
    }
  }

  /// The version of a state, taken from its end, where the digest stands.
  private static func version(of content: LineSource) throws(SystemError) -> StateVersion {
    let end = try content.bytes(max(0, content.count - 128)..<content.count)
    return StateVersion(String(decoding: end, as: UTF8.self))
  }

  package func replace(
    _ expected: ExpectedState,
    _ write: ((ArraySlice<UInt8>) throws(SystemError) -> Void) throws(SystemError) -> Void
  ) throws(StateError) -> StateVersion {
    if expected != .damaged {
      let found = try read(inMemory: false).map { ExpectedState.version($0.version) } ?? .nothing
      guard found == expected else { throw .changedUnderneath(paths.state) }
    }
    do throws(SystemError) {
      let hasPredecessor = if case .version = expected { true } else { false }
      try replacement.write(hasPredecessor: hasPredecessor, write)
    } catch {
      throw .unwritable(paths.state, error)
    }
    guard let written = try read(inMemory: false) else { throw .changedUnderneath(paths.state) }
    return written.version
  }

  package func beginning(of part: StatePart) -> [UInt8]? {
    let path = part == .state ? paths.state : paths.backup
    return (try? ReadableFile(path, fileSystem)).flatMap {
      try? $0.bytes(0..<min($0.size, 1 << 16))
    }
  }

  package func setAside() throws(StateError) -> [String] {
    do throws(SystemError) {
      var copies: [String] = []
      for path in [paths.state, paths.journal] where try fileSystem.kind(of: path) != nil {
        let copy = try freeName(path + ".damaged")
        try replacement.copy(path, to: copy)
        copies.append(copy)
      }
      // The copies' names are on the disk before the originals go.
      try fileSystem.synchronizeFolder(paths.folder)
      return copies
    } catch {
      throw .unwritable(paths.state, error)
    }
  }

  private func freeName(_ name: String) throws(SystemError) -> String {
    var candidate = name
    var number = 1
    while try fileSystem.kind(of: candidate) != nil {
      number += 1
      candidate = "\(name).\(number)"
    }
    return candidate
  }

  // MARK: Journal

  package func beginJournal(_ header: [UInt8]) throws(StateError) -> any StateJournal {
    try FileJournal(header, paths, fileSystem)
  }

  package func readJournal(inMemory isKept: Bool) throws(StateError) -> LineSource? {
    try source(paths.journal, inMemory: isKept)
  }

  package func removeJournal(durably isDurable: Bool) throws(StateError) {
    do throws(SystemError) {
      for path in [paths.journal, paths.temporary, paths.temporaryBackup] {
        try fileSystem.unlinkIfPresent(path)
      }
      if isDurable { try fileSystem.synchronizeFolder(paths.folder) }
    } catch {
      throw .unwritable(paths.journal, error)
    }
  }

  // MARK: Lock

  package func lock(_ holder: LockHolder, timeout: Duration) async throws -> any StateLockHold {
    let file = try await stateLock.exclusive(holder, timeout: timeout, clock: clock)
    return Hold(lock: stateLock, file: file, isExclusive: true)
  }

  package func lockForReading(
    timeout: Duration,
    leavingNoTrace leavesNoTrace: Bool
  ) async throws -> (any StateLockHold)? {
    // If there is nothing to read, no lock file is left behind.
    let needed = leavesNoTrace ? [paths.lock] : [paths.state, paths.journal, paths.lock]
    guard try exists(anyOf: needed) else { return nil }
    let file = try await stateLock.shared(timeout: timeout, clock: clock)
    return file.map { Hold(lock: stateLock, file: $0, isExclusive: false) }
  }

  private struct Hold: StateLockHold {
    let lock: StateLock
    let file: OpenFile
    let isExclusive: Bool

    func release() { lock.release(file, wasExclusive: isExclusive) }
  }
}
