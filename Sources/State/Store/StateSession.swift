import JSONText
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

  private let storage: any StateStorage
  private let progress: Mutex<Progress>

  private struct Progress {
    var base: StateBase
    var journal: Journal?
  }

  /// The open journal.
  private struct Journal {
    let storage: any StateJournal
    /// How many entries were recorded.
    var count = 0
    /// Keeps its memory from line to line.
    var writer = JSONWriter()

    /// Appends entries that count together or not at all.
    mutating func append(_ entries: [StateEntry]) throws(StateError) {
      writer.removeAll()
      for (index, entry) in entries.enumerated() {
        let isContinued = index < entries.count - 1
        JournalLine.write(entry, number: count + index + 1, isContinued: isContinued, to: &writer)
      }
      try storage.append(writer.bytes)
      count += entries.count
    }
  }

  init(_ snapshot: StateSnapshot, _ base: StateBase, _ storage: any StateStorage) {
    self.snapshot = snapshot
    self.storage = storage
    progress = Mutex(Progress(base: base))
  }

  /// Refuses a state in which one of these ids stands for two contacts, as it must not be written with.
  ///
  /// - Throws: `StateError`; an error of the state, when a contact in it cannot be decoded.
  package func requireOwn(_ ids: Set<ContactID>) throws {
    guard !ids.isEmpty else { return }
    let shared = try snapshot.prior.contacts.contacts(withIDs: ids).sharingAnID
    guard !shared.isEmpty else { return }
    throw StateError.damaged(
      storage.names.state,
      shared.map { StateProblem(line: nil, .sharedID($0.address, other: $0.other, $0.id)) }
    )
  }

  /// Opens the journal; on return it is on the disk.
  ///
  /// - Parameters:
  ///   - lineage: The new state's, used only when there is none yet.
  ///   - endpoint: Where the contacts are; a state's never changes.
  ///   - team: The team they are in, if it is known; a state's never changes once it is known.
  /// - Throws: `StateError` for another endpoint or team than the state's, when the state's serial cannot be raised, and
  ///   when the journal cannot be written.
  /// - Precondition: it is not open already.
  package func begin(
    lineage: Lineage,
    endpoint: String,
    team: TeamID?
  ) async throws(StateError) {
    let (base, isOpen) = progress.withLock { ($0.base, $0.journal != nil) }
    precondition(!isOpen, "the journal is open already")
    let header = base.header
    if let header, header.endpoint != endpoint {
      throw .endpointDiffers(storage.names.state, state: header.endpoint, asked: endpoint)
    }
    if let known = header?.team, let team, known != team {
      throw .teamDiffers(storage.names.state, state: known.rawValue, asked: team.rawValue)
    }
    // What could not be written at the end is not begun.
    try header?.serial.requireNext(storage.names.state)
    let first = JournalHeader(
      lineage: header?.lineage ?? lineage,
      serial: header?.serial ?? .none,
      base: base.sha256,
      endpoint: endpoint,
      team: team
    )
    let journal = try await storage.beginJournal(first.line)
    progress.withLock { $0.journal = Journal(storage: journal) }
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

  /// Returns when all that was recorded outlives a loss of power.
  package func synchronize() async throws(StateError) {
    try await progress.withLock { $0.journal }?.storage.synchronize()
  }

  /// Writes the state with all that was recorded, and closes the journal.
  ///
  /// - Returns: the new serial; `nil` when what was recorded changes nothing, and nothing was written.
  /// - Throws: `StateError` when it cannot be written: the old state and the journal stay, and the next
  ///   command tries again.
  /// - Precondition: nothing is recorded meanwhile.
  package func commit() async throws(StateError) -> Serial? {
    let (base, journal) = progress.withLock { ($0.base, $0.journal) }
    guard let journal else { return nil }
    let new = try await write(journal, on: base)
    journal.storage.close()
    progress.withLock { progress in
      progress.journal = nil
      if let new { progress.base = new }
    }
    // A journal that stays is recognised as written by the next command, and removed.
    try? await storage.removeJournal(durably: false)
    return new?.header?.serial
  }

  /// Makes these the state's contacts, and writes it: for changes by hand.
  ///
  /// - Parameter contacts: In any order, no address twice.
  /// - Returns: the new serial; `nil` when they are those that the state has.
  /// - Throws: `StateError` when there is no state, or as `commit()`.
  /// - Precondition: nothing was recorded in this session.
  package func replace(with contacts: [PriorContact]) async throws -> Serial? {
    let prior = snapshot.prior
    guard let lineage = prior.lineage, let endpoint = prior.endpoint else {
      throw StateError.noState(storage.names.state)
    }
    try await begin(lineage: lineage, endpoint: endpoint, team: prior.team)
    var rest: [Address: PriorContact] = [:]
    for contact in try prior.contacts.all() { rest[contact.address] = contact }
    var entries: [StateEntry] = []
    for contact in contacts where rest.removeValue(forKey: contact.address) != contact {
      entries.append(.put(contact))
    }
    entries += rest.keys.sorted().map { .remove($0) }
    try record(entries)
    return try await commit()
  }

  /// Writes a state of these contacts, which are sorted.
  ///
  /// - Precondition: nothing was recorded in this session.
  func replace(_ header: StateHeader, _ contacts: [PriorContact]) async throws(StateError) {
    let base = progress.withLock { $0.base }
    try base.header?.serial.requireNext(storage.names.state)
    let new = try await StateContent(header, contacts).replace(base.expected, in: storage)
    progress.withLock { $0.base = new }
  }

  /// - Returns: the new state; `nil` when it is the one that is there.
  private func write(
    _ journal: Journal,
    on base: StateBase
  ) async throws(StateError) -> StateBase? {
    guard journal.count > 0 else { return nil }
    // So that a loss of power in what follows finds the journal complete.
    try await journal.storage.synchronize()
    let names = storage.names
    let (file, found) = try await LoadedState.readState(storage, inMemory: true)
    guard found.sha256 == base.sha256 else { throw .changedUnderneath(names.state) }
    // Read in parts, so that an apply of many contacts ends in as little memory as it ran.
    guard let source = try await storage.readJournal(inMemory: false),
      let recorded = try LoadedState.readJournal(source)
    else { throw .changedUnderneath(names.journal) }
    let folded = try FoldedState(recorded, into: file)
    guard recorded.lineCount == journal.count, folded.matches else {
      throw .changedUnderneath(names.journal)
    }
    guard folded.isChanged else { return nil }
    return try await StateContent(folded).replace(found.expected, in: storage)
  }

  /// Closes the journal; one that says nothing goes away.
  func end() async {
    let journal = progress.withLock { progress in
      defer { progress.journal = nil }
      return progress.journal
    }
    guard let journal else { return }
    journal.storage.close()
    // An empty journal that stays changes nothing, and the next command removes it.
    if journal.count == 0 { try? await storage.removeJournal(durably: false) }
  }
}
