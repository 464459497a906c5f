package import Diagnostics

/// Why a YAML text cannot be read, with the place, the line and what to do.
package struct YAMLError: DiagnosableError, Equatable {
  package let diagnostic: Diagnostic

  package init(_ diagnostic: Diagnostic) { self.diagnostic = diagnostic }

  /// What is wrong, as a full sentence.
  package var message: String { diagnostic.message }
  package var location: SourceLocation? { diagnostic.location }
  package var diagnostics: [Diagnostic] { [diagnostic] }
}

extension YAMLText {
  /// An error about the part of this text from `start` to before `end`.
  package func error(
    _ code: DiagnosticCode,
    _ message: String,
    from start: YAMLMark,
    to end: YAMLMark? = nil,
    hint: String? = nil,
    related: [Diagnostic.Related] = []
  ) -> YAMLError {
    var finder = ExcerptFinder(self)
    return YAMLError(
      Diagnostic(
        .error,
        code,
        message,
        location: location(start),
        excerpt: finder.excerpt(from: start, to: end ?? start),
        hint: hint,
        related: related
      )
    )
  }

  package func location(_ mark: YAMLMark) -> SourceLocation {
    SourceLocation(file: file, line: Int(mark.line), column: Int(mark.column))
  }
}
