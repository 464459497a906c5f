import Foundation

/// The page of a workflow run: what is appended to the file that `GITHUB_STEP_SUMMARY` names is shown there.
enum StepSummary {
  /// Appends Markdown when the variable is set; otherwise does nothing.
  ///
  /// - Throws: `DiagnosticsError` when the file cannot be written.
  static func append(_ markdown: @autoclosure () -> String) throws {
    let path = ProcessInfo.processInfo.environment["GITHUB_STEP_SUMMARY"] ?? ""
    guard !path.isEmpty else { return }
    let descriptor = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw Files.problem("write", path, POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO))
    }
    defer { close(descriptor) }
    Console.write(Secrets.redacted(markdown()), to: descriptor)
  }
}
