/// How many errors and warnings were found, which may be more than are reported one by one.
package struct DiagnosticCounts: Hashable, Sendable {
  package var errors: Int
  package var warnings: Int

  package init(errors: Int, warnings: Int) {
    self.errors = errors
    self.warnings = warnings
  }

  /// Counts diagnostics each of which stands for a single problem.
  package init(_ diagnostics: some Sequence<Diagnostic>) {
    self.init(errors: 0, warnings: 0)
    for diagnostic in diagnostics {
      switch diagnostic.severity {
      case .error: errors += 1
      case .warning: warnings += 1
      }
    }
  }
}
