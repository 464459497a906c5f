/// The format of a report.
package enum ReportFormat: String, CaseIterable, Hashable, Sendable {
  /// Text for a terminal or a log.
  case text
  /// JSON for other programs.
  case json
  /// Markdown for a pull request's comment.
  case markdown
  /// A self-contained HTML page.
  case html
}
