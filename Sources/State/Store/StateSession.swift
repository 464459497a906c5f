package import Model
import Synchronization

/// The exclusive use of one state: what an apply, or a change of the state by hand, works with.
///
/// `begin`, then `record` for each outcome before it is reported, then `commit`. What was recorded
/// and not committed is in the journal, and the next command folds it in. All of it may be called from
/// tasks that run at once.
package final class StateSession: Sendable {
  /// The state as it was when the session began, the journal of an interrupted apply folded in.
  package let snapshot: StateSnapshot

  private let paths: StatePaths
  private let fileSystem: any StateFileSystem
  private let progress: Mutex<Progress>

  private struct Progress {
    var base: StateBase
    var journal: Journal?
  }

  init(
    _ snapshot: StateSnapshot,
    _ base: StateBase,
    _ paths: StatePaths,
    _ fileSystem: any StateFileSystem
  ) {
    self.snapshot = snapshot
    self.paths = paths
    self.fileSystem = fileSystem
    progress = Mutex(Progress(base: base))
  }

  /// Opens the journal; on return it is on the disk.
  ///
  /// - Parameters:
  ///   - lineage: The new state's, used only when there is none yet.
  ///   - endpoint: Where the contacts are; a state's never changes.
  ///   - team: The team they are in, if it is known; a state's never changes once it is known.
  /// - Throws: `StateError` for another endpoint or team than the state's, and when the journal cannot be
  ///   written.
  /// - Precondition: it is not open already.
  package func begin(
    lineage: Lineage,
    endpoint: String,
    team: TeamID?
  ) throws(StateError) {
    try progress.withLock { (progress) throws(StateError) in
      precondition(progress.journal == nil, "the journal is open already")
      let header = progress.base.header
      if let header, header.endpoint != endpoint {
        throw .endpointDiffers(paths.state, state: header.endpoint, asked: endpoint)
      }
      if let known = header?.team, let team, known != team {
        throw .teamDiffers(paths.state, state: known.rawValue, asked: team.rawValue)
      }
      progress.journal = try Journal(
        JournalHeader(
          lineage: header?.lineage ?? lineage,
          serial: header?.serial ?? .none,
          base: progress.base.sha256,
          endpoint: endpoint,
          team: team
        ),
        paths,
        fileSystem
      )
    }
  }

  /// Appends an outcome to the journal, in one write; the cost does not depend on the state's size.
  ///
  /// It survives a kill on return, and a loss of power after `synchronize`.
  ///
  /// - Throws: `StateError` when it cannot be written: nothing more may be sent then, because what
  ///   becomes of it could not be recorded.
  /// - Precondition: the journal is open.
  package func record(_ entry: StateEntry) throws(StateError) {
    try record([entry])
  }

  /// Appends entries that count together or not at all, such as two contacts that swap their keys.
  ///
  /// - Throws: as `record(_:)` of one.
  /// - Precondition: the journal is open.
  package func record(_ entries: [StateEntry]) throws(StateError) {
    guard !entries.isEmpty else { return }
    try progress.withLock { (progress) throws(StateError) in
      precondition(progress.journal != nil, "the journal is not open")
      try progress.journal?.append(entries)
    }
  }

  /// Returns when all that was recorded is on the disk.
  package func synchronize() throws(StateError) {
    try progress.withLock { (progress) throws(StateError) in
      try progress.journal?.synchronize()
    }
  }

  /// Writes the state with all that was recorded, and closes the journal.
  ///
  /// - Returns: the new serial; `nil` when what was recorded changes nothing, and nothing was written.
  /// - Throws: `StateError` when it cannot be written: the old state and the journal stay, and the next
  ///   command tries again.
  package func commit() throws(StateError) -> Serial? {
    try progress.withLock { (progress) throws(StateError) in
      guard let journal = progress.journal else { return nil }
      let serial = try write(journal, on: &progress.base)
      journal.close()
      progress.journal = nil
      // A journal that stays is recognised as written by the next command, and removed.
      try? fileSystem.unlink(paths.journal)
      return serial
    }
  }

  /// Makes these the state's contacts, and writes it: for changes by hand.
  ///
  /// - Parameter contacts: In any order, no address twice.
  /// - Returns: the new serial; `nil` when they are those that the state has.
  /// - Throws: `StateError` when there is no state, or as `commit()`.
  /// - Precondition: nothing was recorded in this session.
  package func replace(with contacts: [PriorContact]) throws -> Serial? {
    let prior = snapshot.prior
    guard let lineage = prior.lineage, let endpoint = prior.endpoint else {
      throw StateError.noState(paths.state)
    }
    try begin(lineage: lineage, endpoint: endpoint, team: prior.team)
    var rest: [Address: PriorContact] = [:]
    for contact in try prior.contacts.all() { rest[contact.address] = contact }
    var entries: [StateEntry] = []
    for contact in contacts where rest.removeValue(forKey: contact.address) != contact {
      entries.append(.put(contact))
    }
    entries += rest.keys.sorted().map { .remove($0) }
    try record(entries)
    return try commit()
  }

  private func write(_ journal: Journal, on base: inout StateBase) throws(StateError) -> Serial? {
    guard journal.count > 0 else { return nil }
    // So that a loss of power in what follows finds the journal complete.
    try journal.synchronize()
    let file = try LoadedState.readState(paths, fileSystem, inMemory: true)
    guard file?.sha256 == base.sha256 else { throw .changedUnderneath(paths.state) }
    // Read in parts, so that an apply of many contacts ends in as little memory as it ran.
    guard let recording = try ReadableFile(paths.journal, fileSystem),
      let recorded = try LoadedState.readJournal(LineSource(recording))
    else { throw .changedUnderneath(paths.journal) }
    let folded = try FoldedState(recorded, into: file)
    guard recorded.lineCount == journal.count, folded.matches else {
      throw .changedUnderneath(paths.journal)
    }
    guard folded.isChanged else { return nil }
    base = try StateBase(writing: folded, paths, fileSystem)
    return folded.header.serial
  }

  /// Closes the journal; one that says nothing goes away.
  func end() {
    progress.withLock { progress in
      guard let journal = progress.journal else { return }
      journal.close()
      progress.journal = nil
      // An empty journal that stays changes nothing, and the next command removes it.
      if journal.count == 0 { try? fileSystem.unlink(paths.journal) }
    }
  }
}

/// The state that a session's journal comes on top of.
struct StateBase: Sendable {
  /// `nil` when there is no state yet.
  let header: StateHeader?
  /// The digest that ends it.
  let sha256: String?

  init(_ file: StateFile?) {
    header = file?.header
    sha256 = file?.sha256
  }

  /// Writes a state.
  init(
    writing folded: FoldedState,
    _ paths: StatePaths,
    _ fileSystem: any StateFileSystem
  ) throws(StateError) {
    do throws(SystemError) {
      sha256 = try StateReplacement(paths: paths, fileSystem: fileSystem).write(folded)
    } catch {
      throw .unwritable(paths.state, error)
    }
    header = folded.header
  }
}
