import Diagnostics
package import Model

extension StateStore {
  /// What became of a repair.
  package struct Repair: Equatable, Sendable {
    package let inspection: StateInspection
    /// The serial of the repaired state; `nil` when nothing was written.
    package let serial: Serial?
    /// Copies of the damaged files.
    package let setAside: [String]
  }

  /// What the state and its journal hold, sound or not; nothing is changed.
  ///
  /// - Parameter lockTimeout: How long to wait for somebody who is changing the state.
  /// - Returns: what was found; for no state at all, one that is sound and empty.
  /// - Throws: `StateError` when the files cannot be read at all, or the lock is held; `CancellationError`
  ///   when waiting was interrupted.
  package func inspect(lockTimeout: Duration = .zero) async throws -> StateInspection {
    let paths = try StatePaths(resolving: path, in: fileSystem)
    let lock = StateLock(paths: paths, fileSystem: fileSystem)
    let held = try await lock.shared(timeout: lockTimeout, clock: clock)
    defer { if let held { lock.release(held, wasExclusive: false) } }
    return try inspect(paths)
  }

  /// Replaces a damaged state and its journal by what is sound in them.
  ///
  /// The damaged files are kept beside it, as `….damaged`; the backup stays as it is. A sound state, or
  /// one that is sound but for a journal that any command folds in, is left alone.
  ///
  /// - Parameters:
  ///   - holder: As for `withExclusiveLock`.
  ///   - timeout: As for `withExclusiveLock`.
  ///   - lineage: The repaired state's, used only when its own cannot be read.
  ///   - endpoint: The repaired state's, used only when its own cannot be read; `nil` when nobody has said it.
  ///   - confirm: Told what was found; `false` leaves everything as it is.
  /// - Returns: what was found and done.
  /// - Throws: `StateError`, also for files that are no state or one of a newer roster, and when the endpoint is
  ///   lost and was not said; `CancellationError`, and what `confirm` throws.
  package func repair(
    holder: LockHolder,
    timeout: Duration = .zero,
    lineage: Lineage,
    endpoint: String?,
    confirm: (StateInspection) async throws -> Bool
  ) async throws -> Repair {
    let paths = try StatePaths(resolving: path, in: fileSystem)
    return try await withLock(paths, holder, timeout) {
      let inspection = try inspect(paths)
      if let reason = inspection.problems.first(where: { problem in
        problem.code == .stateFromFuture || problem.code == .notAState && inspection.isSomethingElse
      }) {
        throw StateError(reason)
      }
      guard !inspection.isSound else {
        return Repair(inspection: inspection, serial: nil, setAside: [])
      }
      let isConfirmed = try await confirm(inspection)
      let salvage = inspection.salvage
      guard let endpoint = salvage.endpoint ?? endpoint else { throw StateError.headerLost(path) }
      guard isConfirmed else {
        return Repair(inspection: inspection, serial: nil, setAside: [])
      }
      let contacts = try salvage.contacts.all()
      let header = StateHeader(
        lineage: salvage.lineage ?? lineage,
        serial: salvage.serial.next,
        endpoint: endpoint,
        team: salvage.team,
        count: contacts.count,
        unsettled: salvage.unsettled
      )
      let setAside = try replace(paths, by: header, contacts)
      return Repair(inspection: inspection, serial: header.serial, setAside: setAside)
    }
  }

  /// Whether there is neither a state nor the journal of a first apply.
  ///
  /// - Throws: `StateError` when that cannot be found out.
  package func isMissing() throws(StateError) -> Bool {
    let paths = try StatePaths(resolving: path, in: fileSystem)
    return try !exists(anyOf: [paths.state, paths.journal])
  }

  private func inspect(_ paths: StatePaths) throws(StateError) -> StateInspection {
    StateSalvage.inspect(
      state: try ReadableFile.content(of: paths.state, fileSystem),
      journal: try ReadableFile.content(of: paths.journal, fileSystem),
      paths
    )
  }

  /// Copies the damaged files first, so that no cut on the way loses anything.
  private func replace(
    _ paths: StatePaths,
    by header: StateHeader,
    _ contacts: [PriorContact]
  ) throws(StateError) -> [String] {
    let replacement = StateReplacement(paths: paths, fileSystem: fileSystem)
    do throws(SystemError) {
      var copies: [String] = []
      for path in [paths.state, paths.journal] where try fileSystem.kind(of: path) != nil {
        let copy = try freeName(path + ".damaged")
        try replacement.copy(path, to: copy)
        copies.append(copy)
      }
      // Their names are on the disk before what they are copies of goes.
      try fileSystem.synchronizeFolder(paths.folder)
      _ = try replacement.write(header, contacts, hasPredecessor: false)
      try fileSystem.unlinkIfPresent(paths.journal)
      // A damaged journal that a loss of power brought back would have to be repaired once more.
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
}
