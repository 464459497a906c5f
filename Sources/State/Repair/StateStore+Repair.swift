import Diagnostics
package import Model

extension StateStore {
  /// The result of a repair.
  package struct Repair: Equatable, Sendable {
    package let inspection: StateInspection
    /// The serial of the repaired state; `nil` when nothing was written.
    package let serial: Serial?
    /// The names of the copies of damaged files.
    package let setAside: [String]
  }

  /// Examines the state and its journal, valid or not, without changing anything.
  ///
  /// - Parameter lockTimeout: How long to wait for somebody who is changing the state.
  /// - Returns: What was found; if there is no state at all, a valid and empty one.
  /// - Throws: `StateError` when the files cannot be read at all or the lock is held;
  ///   `CancellationError` when waiting was interrupted.
  package func inspect(lockTimeout: Duration = .zero) async throws -> StateInspection {
    let storage = try storage()
    let hold = try await storage.lockForReading(timeout: lockTimeout, leavingNoTrace: true)
    return try await Self.holding(hold) { try await inspect(storage) }
  }

  /// Replaces a damaged state and its journal by what is valid in them.
  ///
  /// The damaged files are kept beside it as `….damaged`; the backup stays as it is. A valid state
  /// is left alone, and so is one that only needs its journal applied, which any command does.
  ///
  /// - Parameters:
  ///   - holder: The holder, as for `withExclusiveLock`.
  ///   - timeout: The timeout, as for `withExclusiveLock`.
  ///   - lineage: The lineage of the repaired state, used only when its own cannot be read.
  ///   - endpoint: The endpoint of the repaired state, used only when its own cannot be read; `nil`
  ///     when it was not given.
  ///   - confirm: Called with what was found; `false` leaves everything as it is.
  /// - Returns: What was found and done.
  /// - Throws: `StateError`, also for files that are not a state or are from a newer roster, when
  ///   no contact can be kept, and when the endpoint is lost and was not given;
  ///   `CancellationError`, and what `confirm` throws.
  package func repair(
    holder: LockHolder,
    timeout: Duration = .zero,
    lineage: Lineage,
    endpoint: String?,
    confirm: (StateInspection) async throws -> Bool
  ) async throws -> Repair {
    let storage = try await lockableStorage()
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
      // The copies come first, so that no interruption loses anything.
      let setAside = try await storage.setAside()
      _ = try await StateContent(header, contacts).replace(.damaged, in: storage)
      // A damaged journal that a power loss brought back would need another repair.
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
