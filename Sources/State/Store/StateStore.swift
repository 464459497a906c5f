package import Model

/// A state in its storage; it reads the state, and gives exclusive use of it.
package struct StateStore: Sendable {
  /// The path of the state file as the user gave it.
  package let path: String
  private let fileSystem: any StateFileSystem
  private let clock: any Clock<Duration>

  /// A state in a file, with its journal, lock and backup beside it.
  ///
  /// - Parameters:
  ///   - path: The path of the state file, which need not exist yet, but its folder must.
  ///   - fileSystem: The file system that holds it.
  ///   - clock: The clock that measures the wait for the lock.
  package init(
    path: String,
    fileSystem: any StateFileSystem = RealFileSystem(),
    clock: any Clock<Duration> = ContinuousClock()
  ) {
    self.path = path
    self.fileSystem = fileSystem
    self.clock = clock
  }

  /// The storage of this state or, for a merge, of another one.
  func storage(of other: String? = nil) throws(StateError) -> any StateStorage {
    try file(at: other ?? path)
  }

  /// The storage of this state.
  ///
  /// - Throws: `StateError` when there is something else, beside which no lock file may appear.
  func lockableStorage() async throws(StateError) -> any StateStorage {
    let storage = try storage()
    try await Self.refuseOthers(storage)
    return storage
  }

  /// Refuses a file that holds nothing of a state.
  private static func refuseOthers(_ storage: any StateStorage) async throws(StateError) {
    guard let content = try await storage.read(inMemory: false)?.content,
      try await storage.readJournal(inMemory: false) == nil
    else { return }
    let inspection: StateInspection
    do throws(SystemError) {
      let start = try content.bytes(0..<min(content.count, 1 << 16))
      guard HeaderRemains(of: start) == nil else { return }
      inspection = StateSalvage.inspect(state: try content.content, journal: nil, storage.names)
    } catch {
      throw .unreadable(storage.names.state, error)
    }
    if inspection.isSomethingElse { _ = try await LoadedState.readState(storage, inMemory: false) }
  }

  private func file(at path: String) throws(StateError) -> FileStorage {
    try FileStorage(path: path, fileSystem: fileSystem, clock: clock)
  }

  /// Reads the state, for commands that change nothing.
  ///
  /// Its lines are checked, and contacts are decoded on demand.
  ///
  /// The journal of an interrupted apply is applied in memory only. It is not an error if there is
  /// no state yet. In a folder without write permission the state is read without a lock. With
  /// `leavingNoTrace`, that is also so where no lock file exists, and none is created.
  ///
  /// - Throws: `StateError` when somebody is changing the state for longer than `lockTimeout`, or
  ///   when it cannot be read or is damaged; `CancellationError` when waiting was interrupted.
  package func read(
    lockTimeout: Duration = .zero,
    leavingNoTrace: Bool = false
  ) async throws -> StateSnapshot {
    let storage = try await lockableStorage()
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
  /// The journal of an interrupted apply is applied to the state first. The lock ends with this
  /// call, or with the process, however that ends.
  ///
  /// - Parameters:
  ///   - holder: The holder that others are shown while they cannot have the lock.
  ///   - timeout: How long to wait for another holder.
  ///   - body: The work to do with the state.
  /// - Returns: What `body` returns.
  /// - Throws: `StateError` when the lock is held for longer than `timeout`, when the state cannot
  ///   be read or is damaged, or when the journal cannot be applied; `CancellationError` when
  ///   waiting was cancelled; and what `body` throws.
  package func withExclusiveLock<Result>(
    holder: LockHolder,
    timeout: Duration = .zero,
    _ body: (StateSession) async throws -> Result
  ) async throws -> Result {
    let storage = try await lockableStorage()
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

  /// Runs `body`, and releases the lock afterwards.
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

  /// Reads the state, and puts its storage in order after an interrupted apply.
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

  /// The lineage in the state's first line, read without a lock; `nil` when it
  /// is missing or unreadable.
  package func lineage() -> Lineage? {
    guard let start = (try? file(at: path))?.beginning(of: .state) else { return nil }
    return HeaderRemains(of: start[...])?.lineage
  }

  /// Whether there is neither a state nor the journal of a first apply.
  ///
  /// - Throws: `StateError` when that cannot be found out.
  package func isMissing() throws(StateError) -> Bool { try file(at: path).isEmpty() }
}
