import Diagnostics

/// The command that repairs a state, for hints: as it has to be typed.
enum RepairCommand {
  /// For the state at that path, or the one that the journal at that path belongs to.
  static func line(_ path: String, _ options: String...) -> String {
    var words = ["roster", "state", "repair"] + options
    let state = path.hasSuffix(".journal") ? String(path.dropLast(".journal".count)) : path
    if state != StateLocation.fileName { words += ["--state", state] }
    return ShellWord.line(words)
  }

  /// The same, only to see what it would do.
  static func dryRun(_ path: String) -> String { line(path, "--dry-run") }
}
