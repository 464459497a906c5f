package import Model

/// A state file, with its journal, lock and backup beside it.
package struct StateStore: Sendable {
  /// As the user gave it.
  package let path: String
  let fileSystem: any StateFileSystem
  let clock: any Clock<Duration>

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
    let paths = try StatePaths(resolving: path, in: fileSystem)
    let lock = StateLock(paths: paths, fileSystem: fileSystem)
    // Where there is nothing to read, no lock file is left behind.
    guard try exists(anyOf: [paths.state, paths.journal, paths.lock]) else {
      return StateSnapshot(prior: .empty)
    }
    let isLocked = try !leavingNoTrace || exists(anyOf: [paths.lock])
    let held = isLocked ? try await lock.shared(timeout: lockTimeout, clock: clock) : nil
    defer { if let held { lock.release(held, wasExclusive: false) } }
    let loaded = try LoadedState(paths, fileSystem, inMemory: false)
    return snapshot(loaded, try loaded.prior(), paths)
  }

  /// Runs `body` with the exclusive use of the state.
  ///
  /// The journal of an interrupted apply is folded into the state file first. The lock ends with this
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
    let paths = try StatePaths(resolving: path, in: fileSystem)
    return try await withLock(paths, holder, timeout) {
      let session = try open(paths)
      defer { session.end() }
      return try await body(session)
    }
  }

  func withLock<Result>(
    _ paths: StatePaths,
    _ holder: LockHolder,
    _ timeout: Duration,
    _ body: () async throws -> Result
  ) async throws -> Result {
    let lock = StateLock(paths: paths, fileSystem: fileSystem)
    let held = try await lock.exclusive(holder, timeout: timeout, clock: clock)
    defer { lock.release(held, wasExclusive: true) }
    return try await body()
  }

  /// Reads the state, and brings its folder in order after an interrupted apply.
  private func open(_ paths: StatePaths) throws(StateError) -> StateSession {
    let loaded = try LoadedState(paths, fileSystem, inMemory: true)
    let prior = try loaded.prior()
    var base = StateBase(loaded.file)
    if let folded = loaded.folded, folded.isChanged {
      base = try StateBase(writing: folded, paths, fileSystem)
    }
    do throws(SystemError) {
      if loaded.hasJournal { try fileSystem.unlink(paths.journal) }
      try fileSystem.unlinkIfPresent(paths.temporary)
      try fileSystem.unlinkIfPresent(paths.temporaryBackup)
    } catch {
      throw .unwritable(paths.journal, error)
    }
    return StateSession(
      snapshot(loaded, prior, paths),
      base,
      paths,
      fileSystem
    )
  }

  private func snapshot(
    _ loaded: LoadedState,
    _ prior: PriorState,
    _ paths: StatePaths
  ) -> StateSnapshot {
    // An interrupted apply may leave the state itself as its backup.
    let notice = loaded.hasJournal ? nil : StateAge.notice(prior, paths, fileSystem)
    return StateSnapshot(prior: prior, notices: loaded.notices + (notice.map { [$0] } ?? []))
  }

  /// The lineage that the state's first line gives, read without a lock; `nil` when there is none, or it cannot be read.
  package func lineage() -> Lineage? {
    guard let paths = try? StatePaths(resolving: path, in: fileSystem),
      let file = try? ReadableFile(paths.state, fileSystem)
    else { return nil }
    let start = try? file.bytes(0..<min(file.size, 4096))
    return start.flatMap { HeaderRemains(of: $0[...])?.lineage }
  }

  func exists(anyOf paths: [String]) throws(StateError) -> Bool {
    for path in paths {
      do throws(SystemError) {
        if try fileSystem.kind(of: path) != nil { return true }
      } catch {
        throw .unreadable(path, error)
      }
    }
    return false
  }
}
