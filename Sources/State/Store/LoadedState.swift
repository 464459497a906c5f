import Diagnostics
import Model

/// A state with its journal, read and checked, with no contact decoded yet.
struct LoadedState: Sendable {
  let base: StateBase
  /// The scanned state; `nil` when there is none.
  private let file: StateFile?
  /// The state with the journal's changes; `nil` without a journal that holds any.
  let folded: FoldedState?
  /// Whether there is a journal, even one without content.
  let hasJournal: Bool
  /// The notices about the journal.
  let notices: [Diagnostic]

  /// Reads the state and its journal.
  init(_ storage: any StateStorage, inMemory isKept: Bool) async throws(StateError) {
    let names = storage.names
    (file, base) = try await Self.readState(storage, inMemory: isKept)
    let source = try await storage.readJournal(inMemory: true)
    hasJournal = source != nil
    guard let source, let journal = try Self.readJournal(source) else {
      (folded, notices) = (nil, [])
      return
    }
    let folded = try FoldedState(journal, into: file)
    let isCommitted = folded.isCommitted
    guard folded.matches || isCommitted else {
      throw .journalMismatch(names, journal.header, state: file?.header)
    }
    self.folded = isCommitted ? nil : folded
    notices = Self.notices(folded, isCommitted: isCommitted, names)
  }

  /// Reads the state; `nil` when there is none.
  ///
  /// For writers its bytes stay in memory (`isKept`), so that later reads see exactly what the
  /// digest covers. For others, contacts are read again when they are decoded.
  static func readState(
    _ storage: any StateStorage,
    inMemory isKept: Bool
  ) async throws(StateError) -> (file: StateFile?, base: StateBase) {
    guard let stored = try await storage.read(inMemory: isKept) else {
      return (nil, StateBase(header: nil, sha256: nil, version: nil))
    }
    let problems: [StateProblem]
    do throws(SystemError) {
      if let file = try StateFile(scanning: stored.content) {
        let version = stored.version
        return (file, StateBase(header: file.header, sha256: file.sha256, version: version))
      }
      problems = StateInspector(try stored.content.content).problems
    } catch {
      throw .unreadable(storage.names.state, error)
    }
    throw .damaged(storage.names.state, problems)
  }

  static func readJournal(_ source: LineSource) throws(StateError) -> JournalFile? {
    do throws(JournalFile.Failure) {
      return try JournalFile(source)
    } catch {
      switch error {
      case .defect(let defect): throw .damagedJournal(source.path, defect)
      case .system(let cause): throw .unreadable(source.path, cause)
      }
    }
  }

  private static func notices(
    _ folded: FoldedState,
    isCommitted: Bool,
    _ names: StateNames
  ) -> [Diagnostic] {
    let journal = folded.journal
    guard journal.lineCount > 0 || journal.tornByteCount > 0 else { return [] }
    let count = journal.outcomeCount
    let outcomes = count == 1 ? "1 outcome" : "\(count) outcomes"
    let message =
      isCommitted
      ? "The journal of an interrupted apply was found; the state holds its \(outcomes) already."
      : "The journal of an interrupted apply was found: \(outcomes) folded in."
    return [
      Diagnostic(
        .warning,
        .journalFolded,
        message,
        detail: journal.tornByteCount == 0
          ? nil
          : "Its last line was cut off in the middle of the write and is left out: that outcome was "
            + "never reported, and the next plan asks for it again.",
        location: SourceLocation(file: names.journal, line: 1, column: 1)
      )
    ]
  }

  /// The state with the journal applied.
  func prior() throws(StateError) -> PriorState {
    if let folded {
      // A first apply that recorded nothing leaves no state behind.
      guard file != nil || folded.isChanged else { return .empty }
      return PriorState(folded.header, try folded.contacts())
    }
    return file.map { PriorState($0.header, $0.contacts) } ?? .empty
  }
}

extension PriorState {
  fileprivate init(_ header: StateHeader, _ contacts: PriorContacts) {
    self.init(
      lineage: header.lineage,
      serial: header.serial,
      endpoint: header.endpoint,
      team: header.team,
      contacts: contacts,
      unsettled: header.unsettled
    )
  }
}
