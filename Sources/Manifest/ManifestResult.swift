package import Diagnostics
package import Model

/// What the files of a manifest say, or why they do not say it.
package struct ManifestResult: Sendable {
  /// `nil` when there is any error.
  package let desired: DesiredState?
  /// Errors and warnings, sorted by place; after the first 1,000, one that counts the rest.
  package let diagnostics: [Diagnostic]
  /// How many there are with those that are only counted.
  package let counts: DiagnosticCounts
  /// The sections that the files have, such as `settings`; `nil` when a file could not be read to
  /// its end.
  package let sections: Set<String>?

  package init(
    desired: DesiredState?,
    diagnostics: [Diagnostic],
    counts: DiagnosticCounts,
    sections: Set<String>? = nil
  ) {
    self.desired = desired
    self.diagnostics = diagnostics
    self.counts = counts
    self.sections = sections
  }
}
