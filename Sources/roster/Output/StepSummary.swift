import Foundation

/// The page of a workflow run: what is appended to the file that `GITHUB_STEP_SUMMARY` names is
/// shown there.
enum StepSummary {
  private static let name = "GITHUB_STEP_SUMMARY"

  /// The file, when the variable is set.
  private static var path: String? {
    let path = ProcessInfo.processInfo.environment[name] ?? ""
    return path.isEmpty ? nil : path
  }

  /// Whether the variable is set.
  static var isAsked: Bool { path != nil }

  /// Finds out whether the file can be written, before any work, and that nothing else is written
  /// to it.
  ///
  /// - Throws: `DiagnosticsError`
  static func prepare(_ outputs: inout RunOutputs) throws {
    guard let path else { return }
    _ = try outputs.take(path, for: name)
    close(try opened(path))
  }

  /// Appends Markdown when the variable is set; otherwise does nothing.
  ///
  /// - Throws: `DiagnosticsError` when the file cannot be written.
  static func append(_ markdown: @autoclosure () -> String) throws {
    guard let path else { return }
    let descriptor = try opened(path)
    defer { close(descriptor) }
    if let code = Console.write(Secrets.redacted(markdown()), to: descriptor) {
      throw Files.problem("write", path, POSIXError(POSIXErrorCode(rawValue: code) ?? .EIO))
    }
  }

  private static func opened(_ path: String) throws -> Int32 {
    let descriptor = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw Files.problem("write", path, POSIXError.current) }
    return descriptor
  }
}
