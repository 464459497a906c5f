import Diagnostics
import Manifest
import Model
import Planning
import Reporting
import State

extension TextStyle {
  /// For files: no colour, 100 columns.
  static var plain: TextStyle { TextStyle(color: false, width: 100) }
}

/// How much of a plan its text shows, and in which order.
struct PlanView: Sendable {
  var full = false
  var grouping: PlanGrouping?
  var isSummary = false
  /// Of Markdown, in bytes of UTF-8.
  var maxBytes = ReportOptions.defaultMaxBytes
}

extension PlanReport {
  func render(_ format: ReportFormat, _ style: TextStyle, _ view: PlanView) -> String {
    switch format {
    case .text where view.isSummary: summary(style, full: view.full)
    case .text: text(style, full: view.full, groupBy: view.grouping)
    case .json: json()
    case .markdown: markdown(maxBytes: view.maxBytes)
    case .html: html()
    }
  }
}

extension ReportOptions {
  /// Prints a plan with its errors, and writes its reports; its warnings have been said.
  ///
  /// Errors come after the plan, where they are seen; where they are why there is none, in its
  /// place.
  ///
  /// - Throws: `DiagnosticsError` when a report cannot be written.
  func show(_ report: PlanReport, _ files: [ReportFile], _ console: Console) throws {
    let plan = report.plan
    if plan.isMissing { console.report(plan.diagnostics) }
    console.print(
      plan.isMissing && format == .text
        ? SummaryLine.plan(plan) : report.render(format, console.outputStyle, planView),
      format.form
    )
    if !plan.isMissing { console.report(plan.diagnostics, only: .error) }
    for target in files {
      let placed = PlanReport(plan: plan.saved(in: target.file), version: Version.current)
      try target.file.write(placed.render(target.format, .plain, planView))
    }
  }
}

extension ApplyReport {
  func render(_ format: ReportFormat, _ style: TextStyle, _ view: PlanView) -> String {
    switch format {
    case .text: text(style, full: view.full)
    case .json: json()
    case .markdown: markdown(maxBytes: view.maxBytes)
    case .html: html()
    }
  }
}

extension Plan {
  /// The same plan as it is to be saved in that file: with the way from there to the current
  /// folder, from which its paths are seen.
  func saved(in file: OutputFile) -> Plan {
    guard !isMissing, let folder = file.folder, let current = RelativePath.real(".") else {
      return self
    }
    return placed(in: RelativePath.from(folder, to: current))
  }

  /// The same plan that also carries what was said of the manifest.
  func adding(_ diagnostics: [Diagnostic]) -> Plan {
    saying(excerpting(self.diagnostics) + diagnostics)
  }

  /// The same plan, refused where it would remove contacts whose manifest stands there and was not
  /// read.
  func completed(_ unread: UnreadManifests, _ command: CommandHint) -> Plan {
    unread.problem(self, command).map { saying([$0] + diagnostics) } ?? self
  }

  /// The diagnostics with the lines of the plan's manifest that they are about.
  func excerpting(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
    let digests = basis.files.map { ($0.path, $0.sha256) }
    return DiagnosticExcerpts.adding(
      to: diagnostics,
      digests: Dictionary(digests) { first, _ in first }
    )
  }
}
