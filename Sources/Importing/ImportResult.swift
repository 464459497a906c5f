package import Diagnostics

/// What an import made of its files.
package struct ImportResult: Sendable {
  /// The text of a manifest file; `nil` when there is any error.
  package let manifest: String?
  package let report: ImportReport
  /// Errors and warnings about files and options, sorted by place.
  ///
  /// Rows are the report's.
  package let diagnostics: [Diagnostic]

  package init(manifest: String?, report: ImportReport, diagnostics: [Diagnostic]) {
    self.manifest = manifest
    self.report = report
    self.diagnostics = diagnostics
  }
}
