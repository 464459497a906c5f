/// An error that can be shown to the user as diagnostics; every error that reaches the
/// command line is one.
package protocol DiagnosableError: Error {
  /// At least one diagnostic, in the order in which to print them.
  var diagnostics: [Diagnostic] { get }
}

/// Problems in the user's input, collected and thrown once.
package struct DiagnosticsError: DiagnosableError, Equatable {
  package let diagnostics: [Diagnostic]

  package init(_ diagnostics: [Diagnostic]) {
    self.diagnostics = diagnostics
  }

  package init(_ diagnostic: Diagnostic) {
    self.diagnostics = [diagnostic]
  }
}
