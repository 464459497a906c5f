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

  /// Reads both files.
  init(_ paths: StatePaths, _ fileSystem: any StateFileSystem) throws(StateError) {
    file = try Self.readState(paths, fileSystem)
    let bytes = try FileContent.read(paths.journal, fileSystem)
    hasJournal = bytes != nil
    guard let bytes, let journal = try Self.readJournal(JournalText(bytes), paths) else {
      (folded, notices) = (nil, [])
      return
    }
    let folded = try Self.fold(journal, into: file, paths)
    let isCommitted = folded.isCommitted
    guard folded.matches || isCommitted else {
      throw .journalMismatch(paths, journal.header, state: file?.header)
    }
    self.folded = isCommitted ? nil : folded
    notices = Self.notices(folded, isCommitted: isCommitted, paths)
  }

  static func readState(
    _ paths: StatePaths,
    _ fileSystem: any StateFileSystem
  ) throws(StateError) -> StateFile? {
    guard let bytes = try FileContent.read(paths.state, fileSystem) else { return nil }
    if let file = StateFile(scanning: bytes) { return file }
    throw .damaged(paths.state, StateInspector(bytes).problems)
  }

  static func readJournal(
    _ text: JournalText,
    _ paths: StatePaths
  ) throws(StateError) -> JournalFile? {
    do throws(JournalFile.Failure) {
      return try JournalFile(text)
    } catch {
      switch error {
      case .defect(let defect): throw .damagedJournal(paths.journal, defect)
      case .system(let cause): throw .unreadable(paths.journal, cause)
      }
    }
  }

  static func fold(
    _ journal: JournalFile,
    into file: StateFile?,
    _ paths: StatePaths
  ) throws(StateError) -> FoldedState {
    do throws(FoldedState.Failure) {
      return try FoldedState(journal, into: file)
    } catch {
      throw error.stateError(paths.state, paths)
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
  /// The state with the journal folded in, decoded.
  func priorState(_ paths: StatePaths) throws(StateError) -> PriorState {
    if let folded {
      // A first apply that recorded nothing leaves no state behind.
      guard file != nil || folded.isChanged else { return .empty }
      return PriorState(folded.header, try folded.contacts(paths))
    }
    guard let file else { return .empty }
    return PriorState(file.header, try FoldedState.contacts(of: file, paths))
  }
}

extension PriorState {
  init(_ compared: ComparedState) {
    self.init(
      lineage: compared.header.lineage,
      serial: compared.header.serial,
      endpoint: compared.header.endpoint,
      team: compared.header.team,
      contacts: compared.contacts,
      unread: compared.unread,
      unsettled: compared.header.unsettled
    )
  }

  fileprivate init(_ header: StateHeader, _ contacts: [PriorContact]) {
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

extension FoldedState.Failure {
  /// As the user is told, with the file whose contact is damaged.
  fileprivate func stateError(_ path: String, _ paths: StatePaths) -> StateError {
    switch self {
    case .contact(let defect): .damaged(path, [StateProblem(line: nil, .contact(defect))])
    case .system(let cause): .unreadable(paths.journal, cause)
    }
  }
}

extension FoldedState {
  /// Whether the journal was written on top of this very state.
  var matches: Bool {
    let header = journal.header
    guard let base else { return header.base == nil && header.serial == .none }
    return header.lineage == base.header.lineage && header.serial == base.header.serial
      && header.base == base.sha256
  }

  /// Whether the state is what the journal led to: a crash came between writing it and removing the
  /// journal.
  var isCommitted: Bool {
    guard let base else { return false }
    let header = journal.header
    return header.lineage == base.header.lineage && header.serial.next == base.header.serial
      && header.endpoint == base.header.endpoint && !isChanged
  }

  /// All contacts of the state that follows.
  func contacts(_ paths: StatePaths) throws(StateError) -> [PriorContact] {
    var contacts: [PriorContact] = []
    contacts.reserveCapacity(header.count)
    try forEachPiece { (piece) throws(StateError) in
      switch piece {
      case .kept(let indices):
        guard let base else { return }
        for index in indices { contacts.append(try Self.contact(at: index, of: base, paths)) }
      case .new(let place):
        do throws(Failure) {
          contacts.append(try Self.contact(place, of: journal))
        } catch {
          throw error.stateError(paths.journal, paths)
        }
      }
    }
    return contacts
  }

  /// All contacts of a state without a journal.
  static func contacts(
    of file: StateFile,
    _ paths: StatePaths
  ) throws(StateError) -> [PriorContact] {
    var contacts: [PriorContact] = []
    contacts.reserveCapacity(file.lines.count)
    for index in file.lines.indices { contacts.append(try contact(at: index, of: file, paths)) }
    return contacts
  }

  private static func contact(
    at index: Int,
    of file: StateFile,
    _ paths: StatePaths
  ) throws(StateError) -> PriorContact {
    do throws(ContactLine.Defect) {
      return try file.contact(at: index)
    } catch {
      throw .damaged(paths.state, StateInspector(file.bytes).problems)
    }
  }
}
