package import Diagnostics

extension DiagnosticReport {
  /// Workflow annotations, errors first, as many as the service shows for one step.
  ///
  /// GitHub's runner keeps ten errors and ten warnings for a step; if there are more, the last
  /// annotation says how many are missing.
  ///
  /// - Parameters:
  ///   - diagnostics: What was found.
  ///   - folder: The folder that the locations' files are relative to, as a path in the repository;
  ///     empty for its root.
  /// - Returns: The lines; empty when there are none.
  package static func annotations(_ diagnostics: [Diagnostic], in folder: String = "") -> String {
    let errors = diagnostics.filter { $0.severity == .error }
    let warnings = diagnostics.filter { $0.severity == .warning }
    return shortened(errors, folder) + shortened(warnings, folder)
  }

  private static let mostAnnotations = 10

  private static func shortened(_ diagnostics: [Diagnostic], _ folder: String) -> String {
    guard diagnostics.count > mostAnnotations, let first = diagnostics.first else {
      return github(diagnostics, in: folder)
    }
    let shown = diagnostics.prefix(mostAnnotations - 1)
    let rest = ValueText.count(diagnostics.count - shown.count)
    let last = WorkflowAnnotation(
      first.severity,
      title: "roster",
      message: "\(rest) more are in the log."
    )
    return github(Array(shown), in: folder) + last.command()
  }
}
