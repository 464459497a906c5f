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
    let storage = try storage()
    let hold = try await storage.lockForReading(timeout: lockTimeout, leavingNoTrace: false)
    return try await Self.holding(hold) { try await inspect(storage) }
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
  /// - Throws: `StateError`, also for files that are no state or one of a newer roster, when no contact can be kept, and
  ///   when the endpoint is lost and was not said; `CancellationError`, and what `confirm` throws.
  package func repair(
    holder: LockHolder,
    timeout: Duration = .zero,
    lineage: Lineage,
    endpoint: String?,
    confirm: (StateInspection) async throws -> Bool
  ) async throws -> Repair {
    let storage = try storage()
    return try await Self.holding(try await storage.lock(holder, timeout: timeout)) {
      let inspection = try await inspect(storage)
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
      guard !inspection.isEverythingLost else { throw StateError.nothingLeft(path) }
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
      // Copies first, so that no cut on the way loses anything.
      let setAside = try await storage.setAside()
      _ = try await StateContent(header, contacts).replace(.damaged, in: storage)
      // A damaged journal that a loss of power brought back would have to be repaired once more.
      try await storage.removeJournal(durably: true)
      return Repair(inspection: inspection, serial: header.serial, setAside: setAside)
    }
  }

  private func inspect(_ storage: any StateStorage) async throws(StateError) -> StateInspection {
    let state = try await storage.read(inMemory: true)?.content
    let journal = try await storage.readJournal(inMemory: true)
    do throws(SystemError) {
      return StateSalvage.inspect(
        state: try state.map { (source) throws(SystemError) in try source.content },
        journal: try journal.map { (source) throws(SystemError) in try source.content },
        storage.names
      )
    } catch {
      throw .unreadable(storage.names.state, error)
    }
  }
}
