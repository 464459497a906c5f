import Diagnostics
import Foundation
import Lemlist
import Model
import Planning
import Reporting
import Synchronization

/// Says what an apply does, while it does it and afterwards, in the form that was asked for.
struct ApplyOutput: Sendable {
  let plan: Plan
  let format: ReportFormat
  let files: [ReportFile]
  let view: PlanView
  let console: Console
  private let progress: ProgressDisplay

  init(plan: Plan, reports: ReportOptions, files: [ReportFile], console: Console) {
    self.init(plan, reports.format, files, reports.planView, console)
  }

  private init(
    _ plan: Plan,
    _ format: ReportFormat,
    _ files: [ReportFile],
    _ view: PlanView,
    _ console: Console
  ) {
    self.plan = plan
    self.format = format
    self.files = files
    self.view = view
    self.console = console
    progress = ProgressDisplay(total: plan.changes.count, console: console)
  }

  /// The same for that plan, before any progress.
  func of(_ plan: Plan) -> ApplyOutput { ApplyOutput(plan, format, files, view, console) }

  /// Before the question.
  func planned(_ report: PlanReport) {
    switch format {
    case .text: console.print(report.render(.text, console.outputStyle, view) + "\n")
    case .json: console.print(ApplyEventReport.planned(report), .json)
    case .markdown, .html: break
    }
  }

  /// Runs `body` with progress on show.
  func showProgress<Result>(while body: () async throws -> Result) async throws -> Result {
    try await progress.show(while: body)
  }

  /// Leaves the line of a question that has no answer.
  func endQuestion() { Console.write("\n", to: STDERR_FILENO) }

  /// A message meanwhile, to standard error.
  func say(_ text: String) { progress.interject { console.say(text) } }

  /// Diagnostics meanwhile, to standard error.
  func report(_ diagnostics: [Diagnostic]) { progress.interject { console.report(diagnostics) } }

  /// What happens, as it happens.
  func observe(_ event: ApplyEvent) {
    if format == .json {
      for line in ApplyEventReport.json(event) { console.print(line, .json) }
    }
    progress.observe(event)
  }

  /// What happens to requests.
  func observe(_ event: ClientEvent) {
    switch event {
    case .retrying(let label, let attempt, let delay, let reason):
      // Requests that read, before the first write, are about no address.
      guard let address = Address(label) else { return progress.wait(reason) }
      observe(.retrying(address, attempt: attempt, after: delay, reason: reason))
    case .throttled(let delay):
      observe(.throttled(for: delay))
    }
  }

  /// After all, however it ended: the report, and its files.
  ///
  /// - Returns: why files could not be written.
  func finished(_ result: ApplyResult) -> [Diagnostic] {
    if case .stopped(let reason) = result.ending, !result.diagnostics.contains(reason) {
      console.report([reason])
    }
    let report = ApplyReport(plan: plan, result: result, version: Version.current)
    switch format {
    case .json: console.print(ApplyEventReport.summary(report), .json)
    // The plan has said already that there is nothing to do.
    case .text where !plan.hasChanges && result.ending == .complete: break
    case .text, .markdown, .html:
      console.print(report.render(format, console.outputStyle, view), format.form)
    }
    console.annotate((result.outcomes.failures + result.outcomes.blocked).map(\.reason))
    return writeFiles(report)
  }

  /// All that can be written.
  private func writeFiles(_ report: ApplyReport) -> [Diagnostic] {
    var writes = files.map { target in
      { try target.file.write(report.render(target.format, .plain, view)) }
    }
    writes.append { try StepSummary.append(report.markdown(maxBytes: view.maxBytes)) }
    return writes.flatMap { write -> [Diagnostic] in
      do {
        try write()
        return []
      } catch let error as any DiagnosableError {
        return error.diagnostics
      } catch {
        return Files.problem("write", "a report", error).diagnostics
      }
    }
  }
}
