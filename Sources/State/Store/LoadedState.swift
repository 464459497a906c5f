import Diagnostics
import Model

/// A state with its journal, read and checked, nothing decoded yet.
struct LoadedState: Sendable {
  /// `nil` when there is none.
  let file: StateFile?
  /// What the journal changes; `nil` without a journal that says something.
  let folded: FoldedState?
  /// Whether there is a journal file, be it one without content.
  let hasJournal: Bool
  let notices: [Diagnostic]

  /// Reads both files; `isKept` is as for `readState`.
  init(
    _ paths: StatePaths,
    _ fileSystem: any StateFileSystem,
    inMemory isKept: Bool
  ) throws(StateError) {
    file = try Self.readState(paths, fileSystem, inMemory: isKept)
    let bytes = try ReadableFile.content(of: paths.journal, fileSystem)
    hasJournal = bytes != nil
    guard let bytes,
      let journal = try Self.readJournal(LineSource(bytes, path: paths.journal))
    else {
      (folded, notices) = (nil, [])
      return
    }
    let folded = try FoldedState(journal, into: file)
    let isCommitted = folded.isCommitted
    guard folded.matches || isCommitted else {
      throw .journalMismatch(paths, journal.header, state: file?.header)
    }
    self.folded = isCommitted ? nil : folded
    notices = Self.notices(folded, isCommitted: isCommitted, paths)
  }

  /// Reads the state; `nil` when there is none.
  ///
  /// For those who write, its bytes stay in memory (`isKept`), so that whatever is read of it later is what the digest
  /// holds for. For others, contacts are read anew when they are decoded.
  static func readState(
    _ paths: StatePaths,
    _ fileSystem: any StateFileSystem,
    inMemory isKept: Bool
  ) throws(StateError) -> StateFile? {
    guard let file = try ReadableFile(paths.state, fileSystem) else { return nil }
    let problems: [StateProblem]
    do throws(SystemError) {
      let source =
        isKept
        ? LineSource(try file.bytes(0..<file.size), path: paths.state) : LineSource(file)
      if let state = try StateFile(scanning: source) { return state }
      problems = StateInspector(Array(try source.bytes(0..<source.count))).problems
    } catch {
      throw .unreadable(paths.state, error)
    }
    throw .damaged(paths.state, problems)
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
    _ paths: StatePaths
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
        location: SourceLocation(file: paths.journal, line: 1, column: 1)
      )
    ]
  }
}

extension LoadedState {
  /// The state with the journal folded in.
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
