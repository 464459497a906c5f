/// How many errors and warnings were found, which may be more than are said one by one.
package struct DiagnosticCounts: Hashable, Sendable {
  package var errors: Int
  package var warnings: Int

  package init(errors: Int, warnings: Int) {
    self.errors = errors
    self.warnings = warnings
  }

  /// Of diagnostics none of which stands for others.
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
