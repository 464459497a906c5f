package import Diagnostics

extension DiagnosticReport {
  /// Workflow annotations, of errors first: as many as the service shows for one step.
  ///
  /// GitHub's runner keeps ten errors and ten warnings of a step; of more, the last says how many are missing.
  package static func annotations(_ diagnostics: [Diagnostic]) -> String {
    let errors = diagnostics.filter { $0.severity == .error }
    let warnings = diagnostics.filter { $0.severity == .warning }
    return shortened(errors) + shortened(warnings)
  }

  private static let mostAnnotations = 10

  private static func shortened(_ diagnostics: [Diagnostic]) -> String {
    guard diagnostics.count > mostAnnotations, let first = diagnostics.first else {
      return github(diagnostics)
    }
    let shown = diagnostics.prefix(mostAnnotations - 1)
    let rest = ValueText.count(diagnostics.count - shown.count)
    return github(Array(shown))
      + "::\(first.severity.rawValue) title=roster::\(rest) more are in the log.\n"
  }
}
