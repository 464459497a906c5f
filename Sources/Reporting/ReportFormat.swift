/// How a report is written.
package enum ReportFormat: String, CaseIterable, Hashable, Sendable {
  /// For a terminal or a log.
  case text
  /// For machines.
  case json
  /// For a pull request's comment.
  case markdown
  /// One self-contained page.
  case html
}
