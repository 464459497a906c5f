/// One problem, worded so that the reader can repair it: what is wrong, where, and what to do.
///
/// The text may quote the user's input or the service's answer unchanged; whoever prints it escapes
/// it for the medium.
package struct Diagnostic: Hashable, Sendable {
  package enum Severity: String, Hashable, Sendable, CaseIterable {
    /// A problem that keeps anything from being sent.
    case error
    /// A problem that is reported without stopping the work.
    case warning
  }

  /// A second place that the problem involves, such as the first declaration of a duplicate.
  package struct Related: Hashable, Sendable {
    package let message: String
    package let location: SourceLocation

    package init(message: String, location: SourceLocation) {
      self.message = message
      self.location = location
    }
  }

  package var severity: Severity
  package var code: DiagnosticCode
  /// What is wrong and with which value: one line, a full sentence.
  package var message: String
  /// Why it matters, where that is not plain from the message.
  package var detail: String?
  /// The contact it is about, such as `contact.jane-smith`.
  package var address: String?
  package var location: SourceLocation?
  package var excerpt: SourceExcerpt?
  /// What to do: a full sentence, with commands on indented lines of their own.
  package var hint: String?
  package var related: [Related]

  package init(
    _ severity: Severity,
    _ code: DiagnosticCode,
    _ message: String,
    detail: String? = nil,
    address: String? = nil,
    location: SourceLocation? = nil,
    excerpt: SourceExcerpt? = nil,
    hint: String? = nil,
    related: [Related] = []
  ) {
    self.severity = severity
    self.code = code
    self.message = message
    self.detail = detail
    self.address = address
    self.location = location
    self.excerpt = excerpt
    self.hint = hint
    self.related = related
  }
}

extension Diagnostic: Comparable {
  /// Orders by place, then severity (errors first), code and message; a diagnostic without
  /// a place comes first.
  package static func < (lhs: Self, rhs: Self) -> Bool {
    switch (lhs.location, rhs.location) {
    case (nil, .some): return true
    case (.some, nil): return false
    case (let left?, let right?) where left != right: return left < right
    default: break
    }
    if lhs.severity != rhs.severity { return lhs.severity == .error }
    return (lhs.code.id, lhs.address ?? "", lhs.message)
      < (rhs.code.id, rhs.address ?? "", rhs.message)
  }
}

extension Sequence where Element == Diagnostic {
  /// Whether at least one of the diagnostics is an error.
  package var containsError: Bool { contains { $0.severity == .error } }
}
