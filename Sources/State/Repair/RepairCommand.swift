import Diagnostics

/// The command that repairs a state, for hints, quoted for a shell.
enum RepairCommand {
  /// The command for the state at that path, or for the state of the journal at that path.
  static func line(_ path: String, _ options: String...) -> String {
    var words = ["roster", "state", "repair"] + options
    let state = path.hasSuffix(".journal") ? String(path.dropLast(".journal".count)) : path
    if state != StateLocation.fileName { words += ["--state", state] }
    return ShellWord.line(words)
  }

  /// The command that only shows what a repair would do.
  static func dryRun(_ path: String) -> String { line(path, "--dry-run") }
}
