import Diagnostics
import Model

/// Notices that a state is older than one that was here before, as after `git checkout` or `git revert`.
///
/// The backup is the state before the last change. So one of the same lineage whose serial is not below the
/// state's tells that a newer state was here.
enum StateAge {
  /// More of a first line is not looked at.
  private static let mostBytes = 1 << 16

  /// The warning; `nil` where nothing tells of a newer state.
  static func notice(
    _ prior: PriorState,
    _ paths: StatePaths,
    _ fileSystem: any StateFileSystem
  ) -> Diagnostic? {
    guard let lineage = prior.lineage, let backup = header(of: paths.backup, fileSystem),
      backup.lineage == lineage, backup.serial >= prior.serial
    else { return nil }
    return Diagnostic(
      .warning,
      .stateWentBack,
      "\(paths.state) went back to serial \(prior.serial): its backup is of serial \(backup.serial), so a "
        + "newer state was here.",
      detail:
        "What was applied after serial \(prior.serial) is in the CRM and not in this state, so a plan may "
        + "say that nothing changes where the CRM holds something else.",
      location: SourceLocation(file: paths.state, line: 1, column: 1),
      hint:
        "If an older state came out of version control, take the newest one back, or see what the CRM "
        + "holds:\n  roster plan --refresh"
    )
  }

  /// `nil` for whatever is no state.
  private static func header(
    of path: String,
    _ fileSystem: any StateFileSystem
  ) -> StateHeader? {
    guard let file = try? ReadableFile(path, fileSystem),
      let start = try? file.bytes(0..<min(file.size, mostBytes)),
      let end = start.firstIndex(of: UInt8(ascii: "\n"))
    else { return nil }
    return try? StateHeader(line: start[..<end])
  }
}
