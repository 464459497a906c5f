package import Model

/// A state in its storage: reads it, and gives the exclusive use of it.
package struct StateStore: Sendable {
  /// As the user gave it.
  package let path: String
  private let fileSystem: any StateFileSystem
  private let clock: any Clock<Duration>

  /// A state in a file, with its journal, lock and backup beside it.
  ///
  /// - Parameters:
  ///   - path: Of the state file, which need not exist yet; its folder must.
  ///   - fileSystem: Where it is.
  ///   - clock: What waiting for the lock is measured by.
  package init(
    path: String,
    fileSystem: any StateFileSystem = RealFileSystem(),
    clock: any Clock<Duration> = ContinuousClock()
  ) {
    self.path = path
    self.fileSystem = fileSystem
    self.clock = clock
  }

  /// Where the state is kept, or, for a merge, another one.
  func storage(of other: String? = nil) throws(StateError) -> any StateStorage {
    try file(at: other ?? path)
  }

  private func file(at path: String) throws(StateError) -> FileStorage {
    try FileStorage(path: path, fileSystem: fileSystem, clock: clock)
  }

  /// The state as it is, for commands that change nothing.
  ///
  /// Its lines are checked, and contacts are decoded when they are asked for.
  ///
  /// The journal of an interrupted apply is folded in, in memory only. No state yet is no error. In a
  /// folder that cannot be written to, it is read without a lock; so it is `leavingNoTrace` where there is no
  /// lock file, which then is not made.
  ///
  /// - Throws: `StateError` when somebody is changing the state for longer than `lockTimeout`, or when it
  ///   cannot be read or is damaged; `CancellationError` when waiting was interrupted.
  package func read(
    lockTimeout: Duration = .zero,
    leavingNoTrace: Bool = false
  ) async throws -> StateSnapshot {
    let storage = try storage()
    let hold = try await storage.lockForReading(
      timeout: lockTimeout,
      leavingNoTrace: leavingNoTrace
    )
    return try await Self.holding(hold) {
      try await snapshot(LoadedState(storage, inMemory: false), storage)
    }
  }

  /// Runs `body` with the exclusive use of the state.
  ///
  /// The journal of an interrupted apply is folded into the state first. The lock ends with this
  /// call, or with the process, however that ends.
  ///
  /// - Parameters:
  ///   - holder: Who is said to hold the lock to those who come in vain.
  ///   - timeout: How long to wait for somebody else who holds it.
  ///   - body: What to do.
  /// - Returns: what `body` returns.
  /// - Throws: `StateError` when the lock is held for longer than `timeout`, when the state cannot be read
  ///   or is damaged, or when the journal cannot be folded in; `CancellationError` when waiting was
  ///   cancelled; and what `body` throws.
  package func withExclusiveLock<Result>(
    holder: LockHolder,
    timeout: Duration = .zero,
    _ body: (StateSession) async throws -> Result
  ) async throws -> Result {
    let storage = try storage()
    return try await Self.holding(try await storage.lock(holder, timeout: timeout)) {
      let session = try await open(storage)
      do {
        let result = try await body(session)
        await session.end()
        return result
      } catch {
        await session.end()
        throw error
      }
    }
  }

  /// Runs `body`, and ends the lock.
  static func holding<Result>(
    _ hold: (any StateLockHold)?,
    _ body: () async throws -> Result
  ) async throws -> Result {
    do {
      let result = try await body()
      await hold?.release()
      return result
    } catch {
      await hold?.release()
      throw error
    }
  }

  /// Reads the state, and brings its storage in order after an interrupted apply.
  private func open(_ storage: any StateStorage) async throws -> StateSession {
    let loaded = try await LoadedState(storage, inMemory: true)
    let snapshot = try await snapshot(loaded, storage)
    var base = loaded.base
    if let folded = loaded.folded, folded.isChanged {
      try base.header?.serial.requireNext(storage.names.state)
      base = try await StateContent(folded).replace(base.expected, in: storage)
    }
    try await storage.removeJournal(durably: false)
    return StateSession(snapshot, base, storage)
  }

  private func snapshot(
    _ loaded: LoadedState,
    _ storage: any StateStorage
  ) async throws -> StateSnapshot {
    let prior = try loaded.prior()
    // An interrupted apply may leave the state itself as its backup.
    let notice = loaded.hasJournal ? nil : await StateAge.notice(prior, storage)
    return StateSnapshot(prior: prior, notices: loaded.notices + (notice.map { [$0] } ?? []))
  }

  /// The lineage that the state's first line gives, read without a lock; `nil` when there is none, or it cannot be read.
  package func lineage() -> Lineage? {
    guard let start = (try? file(at: path))?.beginning(of: .state) else { return nil }
    return HeaderRemains(of: start[...])?.lineage
  }

  /// Whether there is neither a state nor the journal of a first apply.
  ///
  /// - Throws: `StateError` when that cannot be found out.
  package func isMissing() throws(StateError) -> Bool { try file(at: path).isEmpty() }
}
