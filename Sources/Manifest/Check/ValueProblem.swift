import Diagnostics

/// What is wrong with a value, wherever it stands.
struct ValueProblem: Equatable {
  let severity: Diagnostic.Severity
  let code: DiagnosticCode
  /// What is wrong, as a full sentence.
  let message: String
  let hint: String?

  init(
    _ severity: Diagnostic.Severity,
    _ code: DiagnosticCode,
    _ message: String,
    hint: String? = nil
  ) {
    self.severity = severity
    self.code = code
    self.message = message
    self.hint = hint
  }
}
