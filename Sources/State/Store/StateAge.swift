import Diagnostics
import Model

/// Notices that a state is older than one that was here before, as after `git checkout` or `git revert`.
///
/// The backup is the state before the last change. So one of the same lineage whose serial is not below the
/// state's tells that a newer state was here.
enum StateAge {
  /// The warning; `nil` where nothing tells of a newer state.
  static func notice(_ prior: PriorState, _ storage: any StateStorage) async -> Diagnostic? {
    guard let lineage = prior.lineage, let start = await storage.beginning(of: .predecessor),
      let end = start.firstIndex(of: UInt8(ascii: "\n")),
      let backup = try? StateHeader(line: start[..<end]),
      backup.lineage == lineage, backup.serial >= prior.serial
    else { return nil }
    let state = storage.names.state
    return Diagnostic(
      .warning,
      .stateWentBack,
      "\(state) went back to serial \(prior.serial): its backup is of serial \(backup.serial), so a "
        + "newer state was here.",
      detail:
        "What was applied after serial \(prior.serial) is in the CRM and not in this state, so a plan may "
        + "say that nothing changes where the CRM holds something else.",
      location: SourceLocation(file: state, line: 1, column: 1),
      hint:
        "If an older state came out of version control, take the newest one back, or see what the CRM "
        + "holds:\n  roster plan --refresh"
    )
  }
}
