import Diagnostics
import Model

extension StateError {
  /// The error for a state that cannot be used as it is.
  ///
  /// It has the diagnostics of the first problems, and says how many there are.
  static func damaged(_ path: String, _ problems: [StateProblem]) -> StateError {
    let decisive = problems.first { $0.isDecisive }
    let said = decisive.map { [$0] } ?? problems
    var diagnostics = said.prefix(20).map { $0.diagnostic(in: path) }
    // All problems have the same remedy.
    for index in diagnostics.indices.dropFirst() { diagnostics[index].hint = nil }
    if diagnostics.isEmpty {
      diagnostics = [StateProblem(line: nil, .layout).diagnostic(in: path)]
    }
    if said.count > diagnostics.count {
      diagnostics[diagnostics.count - 1].detail =
        "There are \(said.count - diagnostics.count) more problems like these."
    }
    return StateError(diagnostics)
  }

  static func damagedJournal(_ path: String, _ defect: JournalFile.Defect) -> StateError {
    let location = SourceLocation(file: path, line: defect.line, column: 1)
    if case .header(.future(let version)) = defect.what {
      return StateError(
        Diagnostic(
          .error,
          .stateFromFuture,
          "The journal was written by a newer roster: its format is version \(version).",
          detail: "This roster reads version \(JournalHeader.version).",
          location: location,
          hint: "Use the roster that wrote it, or a newer one."
        )
      )
    }
    return StateError(
      Diagnostic(
        .error,
        .stateDamaged,
        "Line \(defect.line) of the journal is damaged: \(defect.what).",
        detail: """
          The journal holds what an interrupted apply did. Leaving out a line in it could make a contact \
          twice, so nothing is guessed.
          """,
        location: location,
        hint: """
          See what is sound in it, then keep that:
            \(RepairCommand.dryRun(path))
            \(RepairCommand.line(path))
          """
      )
    )
  }

  static func journalMismatch(
    _ names: StateNames,
    _ journal: JournalHeader,
    state: StateHeader?
  ) -> StateError {
    let found =
      state.map { "serial \($0.serial) of lineage \($0.lineage)" } ?? "missing"
    let same = state?.lineage == journal.lineage && state?.serial == journal.serial
    return StateError(
      Diagnostic(
        .error,
        .journalMismatch,
        "The journal belongs to serial \(journal.serial) of lineage \(journal.lineage); "
          + "the state is \(found)\(same ? ", with other content" : "").",
        detail: """
          An interrupted apply left the journal, and then the state beside it was replaced, as by \
          changing the branch or putting back an older copy. What the apply did is only in the journal.
          """,
        location: SourceLocation(file: names.journal, line: 1, column: 1),
        hint: """
          Put back the state that the journal belongs to (perhaps \(names.predecessor)), or see what both \
          hold and join them:
            \(RepairCommand.dryRun(names.state))
            \(RepairCommand.line(names.state))
          """
      )
    )
  }
}

extension Serial {
  /// Refuses to change the state at that path when its serial cannot be raised.
  func requireNext(_ path: String) throws(StateError) {
    guard canBeRaised else { throw .damaged(path, [StateProblem(line: 1, .serialSpent(self))]) }
  }
}

extension JournalFile.Defect.What: CustomStringConvertible {
  /// What is wrong, worded as the end of a sentence.
  var description: String {
    switch self {
    case .header(.notAState): "it is not the header of a journal"
    case .header(.future(let version)): "its version is \(version)"
    case .header(.damaged(let what)): what
    case .joined: "something joined its lines"
    case .check: "its check does not match its content"
    case .shape: "it is not an entry as roster writes them"
    case .number(let expected, let found): "entry \(expected) should stand there, not \(found)"
    }
  }
}

extension StateProblem {
  /// Whether the problem explains all others, which then need not be reported.
  var isDecisive: Bool {
    switch what {
    case .empty, .mergeConflict, .twoStates, .carriageReturns, .header(.notAState),
      .header(.future):
      true
    default: false
    }
  }

  func diagnostic(in path: String) -> Diagnostic {
    Diagnostic(
      .error,
      code,
      message,
      detail: detail,
      location: SourceLocation(file: path, line: line ?? 1, column: 1),
      hint: hint(path)
    )
  }

  private var code: DiagnosticCode {
    switch what {
    case .empty, .cutOff, .header(.damaged), .contact(.notJSON), .contact(.shape): .stateDamaged
    case .mergeConflict, .twoStates: .stateMergeConflict
    case .header(.notAState): .notAState
    case .header(.future): .stateFromFuture
    case .contact(.fingerprint): .stateFingerprint
    case .unsorted, .doubled: .stateOrder
    case .carriageReturns, .relaid, .count, .digest, .layout: .stateEdited
    case .encoding: .stateEncoding
    case .sharedID: .stateIDShared
    case .serialSpent: .stateSerialSpent
    }
  }

  private var message: String {
    switch what {
    case .empty: "The state file is empty."
    case .mergeConflict: "The state has an unresolved git merge."
    case .twoStates: "Two states stand in one file, as after a git merge that joined their lines."
    case .header(.notAState): "The file is not a state: its first line is not a state's header."
    case .header(.future(let version)):
      "The state was written by a newer roster: its format is version \(version)."
    case .header(.damaged(let what)): "The state's header is damaged: \(what)."
    case .cutOff: "The state is cut off: its last line, with count and digest, is missing."
    case .carriageReturns: "The state's lines end in CR LF: something converted its line ends."
    case .relaid:
      "The state's contacts do not stand one to a line: something joined or wrapped its lines."
    case .encoding(.mark): "The state begins with a byte-order mark: an editor put it there."
    case .encoding(.utf16):
      "The state is UTF-16: an editor or a shell wrote it in another encoding."
    case .contact(.fingerprint(let address)):
      "The attributes of \(address) do not match their fingerprint."
    case .contact(let defect): "A contact's line is damaged: \(defect)."
    case .unsorted(let address): "\(address) is out of order: it belongs before the line above it."
    case .doubled(let address, let first): "\(address) stands in line \(first) already."
    case .count(let given, let found):
      "The count says \(given) \(given == 1 ? "contact" : "contacts"), and there are \(found)."
    case .digest: "The state's content does not match the digest in its last line."
    case .layout: "The state is not laid out as roster writes it."
    case .sharedID(let address, let other, let id):
      "\(address) and \(other) have the same id, \(id): what is sent for one would be written over the other."
    case .serialSpent(let serial):
      "The state's serial, \(serial), cannot be raised, so that no change can be recorded."
    }
  }

  private var detail: String? {
    switch what {
    case .mergeConflict, .twoStates:
      """
      Two branches applied to the CRM and each recorded it in its own copy. Joined by hand, the state \
      would not tell what is really there.
      """
    case .header(.future): "This roster reads version \(StateHeader.version)."
    case .digest, .count, .layout, .unsorted, .doubled, .sharedID, .contact(.fingerprint):
      "It was edited by hand, merged by git, or cut and joined."
    default: nil
    }
  }

  /// How to make one state of what git has of both sides.
  private func mergeHint(
    _ path: String,
    base: String,
    ours: String,
    theirs: String
  ) -> String {
    // Git names files relative to the repository's root, or, with this prefix, to the current
    // folder.
    let file = path.hasPrefix("/") ? "./" + (path.split(separator: "/").last ?? "") : "./" + path
    let word = ShellWord.quoted(file)
    // The revision may contain a command, which quotes would keep from running.
    func blob(_ revision: String) -> String { "\(revision):\(word)" }
    let what =
      self.what == .mergeConflict || self.what == .twoStates ? "Take" : "If git merged it, take"
    return """
      \(what) both sides and what they grew from out of git, and make one sound state of them:
        git show \(blob(base)) > base.jsonl
        git show \(blob(theirs)) > theirs.jsonl
        git show \(blob(ours)) > \(ShellWord.path(path))
        \(RepairCommand.line(path)) --merge theirs.jsonl --base base.jsonl
        git add \(ShellWord.path(path))
      Or keep what both agree on, and have the rest planned again:
        \(RepairCommand.line(path))
      """
  }

  private func hint(_ path: String) -> String {
    switch what {
    case .mergeConflict: mergeHint(path, base: ":1", ours: ":2", theirs: ":3")
    case .twoStates, .doubled:
      mergeHint(
        path,
        base: "$(git merge-base HEAD^1 HEAD^2)",
        ours: "HEAD^1",
        theirs: "HEAD^2"
      )
    case .header(.notAState): "Check --state and ROSTER_STATE; the first apply makes the file."
    case .header(.future): "Use the roster that wrote it, or a newer one."
    case .serialSpent:
      """
      Take the file from version control, or begin a new lineage with the same contacts:
        \(RepairCommand.dryRun(path))
        \(RepairCommand.line(path))
      """
    case .carriageReturns:
      """
      Write it anew, which loses nothing but the CR:
        \(RepairCommand.line(path))
      If git converted it, tell it to leave the file alone:
        echo '*.state.jsonl -text' >> .gitattributes
      """
    case .encoding:
      """
      Write it anew, which loses nothing:
        \(RepairCommand.line(path))
      """
    default:
      """
      Take the file from version control or from \(path).backup, or keep what is sound in it:
        \(RepairCommand.dryRun(path))
        \(RepairCommand.line(path))
      """
        + (isMergeLikely
          ? "\nIf git merged two states, `roster explain R2003` says how to join them." : "")
    }
  }

  /// Whether git may have joined two states without a conflict, and so without marks.
  private var isMergeLikely: Bool {
    switch what {
    case .digest, .count, .unsorted: true
    default: false
    }
  }
}
