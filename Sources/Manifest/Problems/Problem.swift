import Diagnostics
import YAMLEvents

/// A diagnostic to be: without the text of its line, which is looked up once all are known.
struct Problem: Sendable {
  struct Related: Sendable {
    let message: String
    let place: Place
  }

  var severity: Diagnostic.Severity
  var code: DiagnosticCode
  var message: String
  var hint: String?
  var detail: String?
  var address: String?
  var place: Place?
  var related: [Related] = []
  /// Whether the place's end is a guess from the text's length, which quotes and aliases belie.
  var endIsGuess = false
  /// One that comes with its excerpt, from below.
  var ready: Diagnostic?

  init(
    _ severity: Diagnostic.Severity,
    _ code: DiagnosticCode,
    _ message: String,
    hint: String? = nil,
    detail: String? = nil,
    address: String? = nil,
    place: Place?,
    related: [Related] = []
  ) {
    self.severity = severity
    self.code = code
    self.message = message
    self.hint = hint
    self.detail = detail
    self.address = address
    self.place = place
    self.related = related
  }

  /// Of reading one of the files.
  init(_ error: YAMLError, file: Int) {
    let diagnostic = error.diagnostic
    let mark = YAMLMark(
      line: diagnostic.location?.line ?? 1,
      column: diagnostic.location?.column ?? 1
    )
    self.init(
      diagnostic.severity,
      diagnostic.code,
      diagnostic.message,
      place: Place(file: file, span: Span(mark, mark))
    )
    ready = diagnostic
  }
}

extension Problem {
  /// Errors first, then by place, so that what is left out is what matters least.
  static func isMoreUrgent(_ lhs: Problem, _ rhs: Problem) -> Bool {
    if lhs.severity != rhs.severity { return lhs.severity == .error }
    switch (lhs.place, rhs.place) {
    case (nil, .some): return true
    case (.some, nil), (nil, nil): return false
    case (let left?, let right?): return left < right
    }
  }
}
