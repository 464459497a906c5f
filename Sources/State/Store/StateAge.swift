import Diagnostics
package import Model

/// Detects a state that is older than an earlier one, as after `git checkout` or `git revert`.
package enum StateAge {
  /// A warning based on the backup; `nil` when nothing suggests a newer state.
  ///
  /// The backup is the state before the last change. So if it has the same lineage and a serial
  /// that is not below the state's, a newer state has been here.
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

  /// Adds a warning when the state at `path` is older than an apply to the sandbox has recorded.
  ///
  /// The snapshot is returned unchanged when no serial is recorded for its lineage, when the state
  /// is not older, or when it has the warning already.
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
