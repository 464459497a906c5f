import JSONText
package import Model
import Synchronization

/// The exclusive use of one state, for an apply or a manual change.
///
/// Call `begin`, then `record` for each outcome before it is reported, then `commit`. What was
/// recorded but not committed is in the journal, and the next command applies it. All methods may
/// be called from concurrent tasks.
package final class StateSession: Sendable {
  /// The state when the session began, with the journal of an interrupted apply applied.
  package let snapshot: StateSnapshot

  private let storage: any StateStorage
  private let progress: Mutex<Progress>

  private struct Progress {
    var base: StateBase
    var journal: Journal?
  }

  /// The open journal, with what is needed to write to it.
  private struct Journal {
    let storage: any StateJournal
    /// How many entries have been recorded.
    var count = 0
    /// The writer, which keeps its memory from line to line.
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

  /// Refuses a state in which one of these ids stands for two contacts.
  ///
  /// - Throws: `StateError` for such an id, and what decoding a contact of the state throws.
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
  ///   - lineage: The lineage of a new state, used only when there is none yet.
  ///   - endpoint: The endpoint that holds the contacts, which never changes for a state.
  ///   - team: The team that holds them, if it is known; once known, it never changes for a state.
  /// - Throws: `StateError` for another endpoint or team than the state's, when the state's serial
  ///   cannot be raised, and when the journal cannot be written.
  /// - Precondition: The journal is not open yet.
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
    // If the result could not be written at the end, it is not begun.
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

  /// Appends an outcome to the journal in one write, at a cost independent of the state's size.
  ///
  /// On return it survives a kill, and after `synchronize` a power loss.
  ///
  /// - Throws: `StateError` when it cannot be written; then nothing more may be sent, because the
  ///   outcome could not be recorded.
  /// - Precondition: The journal is open.
  package func record(_ entry: StateEntry) throws(StateError) {
    try record([entry])
  }

  /// Appends entries that count together or not at all, such as two contacts that swap their keys.
  ///
  /// - Throws: What `record(_:)` of one entry throws.
  /// - Precondition: The journal is open.
  package func record(_ entries: [StateEntry]) throws(StateError) {
    guard !entries.isEmpty else { return }
    try progress.withLock { (progress) throws(StateError) in
      precondition(progress.journal != nil, "the journal is not open")
      try progress.journal?.append(entries)
    }
  }

  /// Returns when everything recorded survives a power loss.
  package func synchronize() async throws(StateError) {
    try await progress.withLock { $0.journal }?.storage.synchronize()
  }

  /// Writes the state with everything recorded, and closes the journal.
  ///
  /// - Returns: The new serial; `nil` when the records change nothing, so that nothing was written.
  /// - Throws: `StateError` when it cannot be written; the old state and the journal stay, and the
  ///   next command tries again.
  /// - Precondition: Nothing is recorded meanwhile.
  package func commit() async throws(StateError) -> Serial? {
    let (base, journal) = progress.withLock { ($0.base, $0.journal) }
    guard let journal else { return nil }
    let new = try await write(journal, on: base)
    journal.storage.close()
    progress.withLock { progress in
      progress.journal = nil
      if let new { progress.base = new }
    }
    // If the journal stays, the next command sees that it is committed, and removes it.
    try? await storage.removeJournal(durably: false)
    return new?.header?.serial
  }

  /// Replaces the state's contacts and writes the state, for manual changes.
  ///
  /// - Parameter contacts: The contacts in any order; no address may occur twice.
  /// - Returns: The new serial; `nil` when they are those that the state has.
  /// - Throws: `StateError` when there is no state, or what `commit()` throws.
  /// - Precondition: Nothing was recorded in this session.
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

  /// Writes a state with these contacts, which must be sorted.
  ///
  /// - Precondition: Nothing was recorded in this session.
  func replace(_ header: StateHeader, _ contacts: [PriorContact]) async throws(StateError) {
    let base = progress.withLock { $0.base }
    try base.header?.serial.requireNext(storage.names.state)
    let new = try await StateContent(header, contacts).replace(base.expected, in: storage)
    progress.withLock { $0.base = new }
  }

  /// Writes the state that follows from the journal.
  ///
  /// - Returns: The new state; `nil` when it equals the current one.
  private func write(
    _ journal: Journal,
    on base: StateBase
  ) async throws(StateError) -> StateBase? {
    guard journal.count > 0 else { return nil }
    // If the power fails in what follows, the journal is complete.
    try await journal.storage.synchronize()
    let names = storage.names
    let (file, found) = try await LoadedState.readState(storage, inMemory: true)
    guard found.sha256 == base.sha256 else { throw .changedUnderneath(names.state) }
    // It is read in parts, so that an apply of many contacts ends with as little memory as it ran.
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

  /// Closes the journal; one without entries is removed.
  func end() async {
    let journal = progress.withLock { progress in
      defer { progress.journal = nil }
      return progress.journal
    }
    guard let journal else { return }
    journal.storage.close()
    // If an empty journal stays, it changes nothing, and the next command removes it.
    if journal.count == 0 { try? await storage.removeJournal(durably: false) }
  }
}
