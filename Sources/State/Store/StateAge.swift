import Diagnostics
package import Model

/// Notices that a state is older than one that was here before, as after `git checkout` or `git revert`.
package enum StateAge {
  /// The warning from the backup; `nil` where nothing tells of a newer state.
  ///
  /// The backup is the state before the last change. So one of the same lineage whose serial is not below the
  /// state's tells that a newer state was here.
  static func notice(_ prior: PriorState, _ storage: any StateStorage) async -> Diagnostic? {
    guard let lineage = prior.lineage, let start = await storage.beginning(of: .predecessor),
      let end = start.firstIndex(of: UInt8(ascii: "\n")),
      let backup = try? StateHeader(line: start[..<end]),
      backup.lineage == lineage, backup.serial >= prior.serial
    else { return nil }
    return wentBack(
      prior,
      storage.names.state,
      "The state is at serial \(prior.serial), and one of serial \(backup.serial.next) or above was here.",
      because: "Its backup is of serial \(backup.serial), and a backup is older than its state. "
    )
  }

  /// The snapshot with a warning when the state at `path` is older than the highest serial of its lineage that an apply
  /// to the sandbox has recorded.
  ///
  /// It is the snapshot itself when none is known, when the state is not older, or when that has been noticed already.
  package static func notice(
    in snapshot: StateSnapshot,
    _ path: String,
    recorded: Serial?
  ) -> StateSnapshot {
    let prior = snapshot.prior
    guard let recorded, prior.serial < recorded, snapshot.lasting.isEmpty else { return snapshot }
    let notice = wentBack(
      prior,
      path,
      "The state is at serial \(prior.serial), and the sandbox has seen an apply of serial \(recorded).",
      because: ""
    )
    return StateSnapshot(prior: prior, notices: snapshot.notices + [notice])
  }

  private static func wentBack(
    _ prior: PriorState,
    _ path: String,
    _ message: String,
    because reason: String
  ) -> Diagnostic {
    var words = ["roster", "plan", "--refresh"]
    if prior.endpoint == "sandbox" { words.append("--sandbox") }
    if path != StateLocation.fileName { words += ["--state", path] }
    return Diagnostic(
      .warning,
      .stateWentBack,
      message,
      detail: reason
        + "What was applied after serial \(prior.serial) is in the CRM and not in this state, so a plan may "
        + "say that nothing changes where the CRM holds something else.",
      location: SourceLocation(file: path, line: 1, column: 1),
      hint:
        "If version control brought an older state back (`git revert`, `git checkout`), restore the newest one and "
        + "keep the manifest. `git log` lists them; a refreshed plan shows what the CRM holds:\n"
        + "  git log --oneline -- \(ShellWord.path(path))\n  \(ShellWord.line(words))"
    )
  }
}
